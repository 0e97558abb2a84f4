//! The order of fields, and fields that no signature covers, decide nothing.

use mock_oss::verify::{Request, Service, examine, verify};
use mock_oss::wire::Received;
use proptest::prelude::*;

use crate::support::captures::{Capture, captures, keyring};

/// A captured head that makes a claim in a field, and an order for its lines.
fn shuffled() -> impl Strategy<Value = (Capture, Vec<usize>)> {
    let signed: Vec<String> = captures()
        .into_iter()
        .filter(|capture| capture.verifies.is_some())
        .map(|capture| capture.file)
        .collect();
    prop::sample::select(signed).prop_flat_map(|file| {
        let fields = find(&file).received().fields().len();
        let order: Vec<usize> = (0..fields).collect();
        Just(order).prop_shuffle().prop_map(move |order| (find(&file), order))
    })
}

fn find(file: &str) -> Capture {
    captures().into_iter().find(|capture| capture.file == file).unwrap()
}

/// The head with its field lines in another order.
fn reordered(received: &Received, order: &[usize]) -> Received {
    let lines: Vec<&[u8]> = received.fields().map(|field| field.line()).collect();
    let first = received.fields().next().map_or(0, |field| field.line_span().start);
    let mut head = received.head()[..first].to_vec();
    for &index in order {
        head.extend_from_slice(lines[index]);
    }
    head.extend_from_slice(b"\r\n");
    Received::parse(head).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_fields_changes_no_string_to_sign_and_no_verdict((capture, order) in shuffled()) {
        let (received, site) = (capture.received(), capture.site());
        let repeated = received.fields().any(|field| received.fields().filter(|other| {
            other.name().eq_ignore_ascii_case(field.name())
        }).count() > 1);
        prop_assume!(!repeated);
        let shuffled = reordered(&received, &order);
        let string = |head: &Received| {
            let examination = examine(&Request::new(head), &keyring(), &site).unwrap().unwrap();
            examination.canonical.string_to_sign().bytes()
        };
        prop_assert_eq!(string(&received), string(&shuffled));
        let verdict = |head: &Received| verify(&Request::new(head), &Service { keyring: &keyring(), site: &site, now: capture.judged_at() }).is_verified();
        prop_assert_eq!(verdict(&received), verdict(&shuffled));
    }

    #[test]
    fn a_field_that_is_not_signed_changes_no_verdict(
        (capture, _) in shuffled(),
        name in "x-[a-np-z][a-z]{2,8}",
        value in "[ -~]{0,20}",
    ) {
        let (received, site) = (capture.received(), capture.site());
        let mut head = received.head()[..received.head().len() - 2].to_vec();
        head.extend_from_slice(format!("{name}: {value}\r\n\r\n").as_bytes());
        let more = Received::parse(head).unwrap();
        let verdict = |head: &Received| verify(&Request::new(head), &Service { keyring: &keyring(), site: &site, now: capture.judged_at() }).is_verified();
        prop_assert_eq!(verdict(&received), verdict(&more));
    }
}
