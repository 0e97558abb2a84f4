//! `HttpRequestMessage.ToString()` of .NET: `Method: PUT, RequestUri: 'https://..', .. Headers:`, then fields in
//! braces.

use crate::diagnosis::Loss;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::server_error::find;
use crate::input::session::{Sent, Session};
use crate::input::{InputError, Place, head};

/// Reads the text of a request.
#[derive(Debug, Default)]
pub(in crate::input) struct DotNet(Option<Shown>);

/// A request while its fields come.
#[derive(Debug)]
struct Shown {
    place: Place,
    method: Vec<u8>,
    url: Vec<u8>,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    bytes: usize,
}

impl Dialect for DotNet {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let text = line.text.trim_ascii();
        let Some(shown) = &mut self.0 else {
            let Some((method, url)) = request(text) else {
                return Ok(Took::Nothing);
            };
            self.0 = Some(Shown {
                place: line.place,
                method,
                url,
                fields: Vec::new(),
                bytes: 0,
            });
            return Ok(Took::Part);
        };
        shown.bytes += text.len();
        if shown.bytes > line.limit {
            let error = line.too_long(shown.place);
            self.0 = None;
            return Err(error);
        }
        match text {
            b"{" => Ok(Took::Part),
            b"}" => self.end(to).map(|()| Took::Whole),
            text => match head::field(text) {
                Some(field) => {
                    shown.fields.push(field);
                    Ok(Took::Part)
                }
                None => self.end(to).map(|()| Took::Nothing),
            },
        }
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        let Some(Shown {
            place,
            method,
            url,
            mut fields,
            ..
        }) = self.0.take()
        else {
            return Ok(());
        };
        let (authority, target) = head::split_url(&url);
        let has = fields.iter().any(|(name, _)| name.eq_ignore_ascii_case(b"host"));
        if let Some(authority) = authority.filter(|_| !has) {
            fields.insert(0, (b"Host".to_vec(), authority.to_vec()));
        }
        to.request(Sent {
            place,
            head: head::from_parts(&method, &target, &fields),
            losses: vec![Loss::Order, Loss::Fields, Loss::Target, Loss::Later],
            ..Sent::default()
        });
        Ok(())
    }
}

/// Method and URL.
fn request(text: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let at = find(text, b"Method: ")?;
    let rest = &text[at + b"Method: ".len()..];
    let end = find(rest, b", RequestUri: '")?;
    let url = &rest[end + b", RequestUri: '".len()..];
    let close = find(url, b"'")?;
    Some((rest[..end].to_vec(), url[..close].to_vec()))
}
