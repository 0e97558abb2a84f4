//! What may be changed of a head on its way, and nothing else.

use mock_oss::wire::{Received, TargetForm};

use crate::words::{Words, wire, words};

/// One change to a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The target was in absolute form, as clients write it for a proxy (RFC 9112 section 3.2.2).
    OriginForm,
    /// This field of the client's talk with its proxy was left out (RFC 9110 section 7.6.1); its lower-case name.
    Dropped(String),
}

impl Edit {
    /// What was done, to what, and why that may be.
    pub(super) fn told(&self) -> (&'static str, Words, &'static str) {
        match self {
            Self::OriginForm => (
                "replace",
                "target".into(),
                "absolute form is for proxies; the service is sent the path and the query as they stand",
            ),
            Self::Dropped(name) => ("remove", words!("field:{}", wire(name)), "it is meant for the proxy"),
        }
    }
}

/// The head that is sent on for one that was addressed to a proxy, and what was changed of it. `None` where
/// nothing had to be.
pub(super) fn for_the_service(received: &Received) -> Option<(Received, Vec<Edit>)> {
    if received.target_form() != TargetForm::Absolute {
        return None;
    }
    let head = received.head();
    let (target, path) = (received.target_span(), received.path_span());
    let mut sent = head[..target.start].to_vec();
    let rest = &head[path.start..target.end];
    match rest {
        // RFC 9112 section 3.2.4.
        [] if received.method() == b"OPTIONS" => sent.push(b'*'),
        [b'/', ..] => {}
        _ => sent.push(b'/'),
    }
    sent.extend_from_slice(rest);
    let mut edits = vec![Edit::OriginForm];
    let mut at = target.end;
    for field in received.fields().filter(|field| is_for_proxies(field.name())) {
        let line = field.line_span();
        sent.extend_from_slice(&head[at..line.start]);
        at = line.end;
        edits.push(Edit::Dropped(field.lower_name()));
    }
    sent.extend_from_slice(&head[at..]);
    Received::parse(sent).ok().map(|sent| (sent, edits))
}

fn is_for_proxies(name: &[u8]) -> bool {
    const PREFIX: &[u8] = b"proxy-";
    name.get(..PREFIX.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(head: &str) -> String {
        let received = Received::parse(head.as_bytes().to_vec()).unwrap();
        let (sent, _) = for_the_service(&received).unwrap();
        String::from_utf8(sent.head().to_vec()).unwrap()
    }

    #[test]
    fn an_absolute_target_loses_what_stands_before_its_path_and_nothing_else() {
        for (target, expected) in [
            ("http://host/a//b?x=1&&y#z", "/a//b?x=1&&y#z"),
            ("http://host:80/%2f?", "/%2f?"),
            ("http://host", "/"),
            ("http://host?x", "/?x"),
            ("HTTP://host/a b", "/a b"),
        ] {
            let head = sent(&format!("GET {target} HTTP/1.1\r\nHOST:  host\n\r\n"));
            assert_eq!(head, format!("GET {expected} HTTP/1.1\r\nHOST:  host\n\r\n"));
        }
        assert_eq!(
            sent("OPTIONS http://host HTTP/1.1\r\n\r\n"),
            "OPTIONS * HTTP/1.1\r\n\r\n"
        );
    }

    #[test]
    fn fields_for_the_proxy_are_left_out_with_their_folds_and_the_rest_stays() {
        let head = "PUT http://h/k HTTP/1.1\r\nA: 1\r\nProxy-Connection: x\r\n y\r\nb :2\r\nPROXY-authorization: z\nA: 1\r\n\r\n";
        assert_eq!(sent(head), "PUT /k HTTP/1.1\r\nA: 1\r\nb :2\r\nA: 1\r\n\r\n");
    }

    #[test]
    fn a_head_in_origin_form_is_not_touched() {
        let received = Received::parse(&b"GET /k HTTP/1.1\r\nproxy-connection: x\r\n\r\n"[..]).unwrap();
        assert_eq!(for_the_service(&received), None);
    }
}
