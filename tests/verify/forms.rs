//! `multipart/form-data` from the wire: fields, where the file begins and where it ends.

use bytes::Bytes;
use mock_oss::wire::form::{Form, FormError, FormReader, PartBody, Progress, boundary};

use crate::support::form::{BOUNDARY, form_body};

#[test]
fn the_fields_before_the_file_are_read_in_order() {
    let (form, rest) = whole(&form_body(&[("key", "a/b.txt"), ("policy", "e30=")], "content"));
    let fields: Vec<_> = form
        .fields()
        .map(|field| (text(field.name()), text(field.value())))
        .collect();
    assert_eq!(
        fields,
        [("key", "a/b.txt"), ("policy", "e30=")].map(|(name, value)| (name.into(), value.into()))
    );
    assert!(rest.starts_with(b"content\r\n--"));
}

#[test]
fn the_files_head_is_kept_and_its_content_is_not() {
    let (form, _) = whole(&form_body(&[("key", "k")], "content"));
    let file = form.file().unwrap();
    assert_eq!(file.file_name(), Some(b"a;b.txt".as_slice()));
    assert_eq!(file.content_type(), Some(b"text/plain".as_slice()));
    assert_eq!(file.value(), b"");
}

#[test]
fn a_form_in_pieces_of_any_size_reads_the_same() {
    let body = form_body(&[("key", "a\r\n-b"), ("empty", "")], "content");
    let (form, _) = whole(&body);
    for size in 1..body.len() {
        let mut reader = FormReader::new(BOUNDARY.as_bytes(), "file", 4096);
        let fields = body.chunks(size).find_map(|piece| match reader.push(piece).unwrap() {
            Progress::Fields { form, .. } => Some(form),
            Progress::More => None,
        });
        assert_eq!(fields.as_ref(), Some(&form), "pieces of {size}");
    }
}

#[test]
fn a_name_is_found_whatever_its_case_and_every_time() {
    let (form, _) = whole(&form_body(&[("Policy", "one"), ("policy", "two")], ""));
    let values: Vec<_> = form.named("POLICY").map(|field| text(field.value())).collect();
    assert_eq!(values, ["one", "two"]);
}

#[test]
fn a_form_without_a_file_ends_at_its_closing_delimiter() {
    let body = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--{BOUNDARY}--");
    let (form, rest) = whole(body.as_bytes());
    assert_eq!(
        form.fields().map(|field| text(field.name())).collect::<Vec<_>>(),
        ["key"]
    );
    assert!(form.file().is_none());
    assert_eq!(rest, Bytes::new());
}

#[test]
fn a_file_that_contains_pieces_of_its_delimiter_passes_whole() {
    let content = format!("\r\r\n\r\n--\r\n--{}\n--{BOUNDARY}\r\r\n-", &BOUNDARY[..5]);
    let tail = format!("{content}\r\n--{BOUNDARY}--\r\n");
    for size in 1..tail.len() {
        let mut part = PartBody::new(BOUNDARY.as_bytes());
        let pieces = tail.as_bytes().chunks(size).map(Bytes::copy_from_slice);
        let passed: Vec<u8> = pieces.flat_map(|piece| part.push(&piece)).flatten().collect();
        assert_eq!(text(&passed), content, "pieces of {size}");
        assert!(part.is_over());
    }
}

#[test]
fn a_file_without_its_delimiter_is_not_over() {
    let mut part = PartBody::new(BOUNDARY.as_bytes());
    let passed = part.push(&Bytes::from_static(b"content\r\n--943"));
    assert_eq!(passed, [Bytes::from_static(b"content")]);
    assert!(!part.is_over());
}

#[test]
fn fields_longer_than_the_limit_are_refused() {
    let body = form_body(&[("key", &"k".repeat(500))], "");
    let mut reader = FormReader::new(BOUNDARY.as_bytes(), "file", 100);
    assert_eq!(reader.push(&body).unwrap_err(), FormError::TooLong { limit: 100 });
    let mut reader = FormReader::new(BOUNDARY.as_bytes(), "file", 100);
    assert_eq!(
        reader.push(&body[..200]).unwrap_err(),
        FormError::TooLong { limit: 100 }
    );
}

#[test]
fn a_part_that_names_no_field_is_refused() {
    let body = format!("--{BOUNDARY}\r\nContent-Type: text/plain\r\n\r\nk\r\n--{BOUNDARY}--");
    let offset = BOUNDARY.len() + 4;
    assert_eq!(
        reader().push(body.as_bytes()).unwrap_err(),
        FormError::NoName { offset }
    );
}

#[test]
fn a_boundary_that_goes_on_in_its_line_is_refused() {
    let offset = BOUNDARY.len() + 2;
    let error = reader().push(format!("--{BOUNDARY}0\r\n").as_bytes()).unwrap_err();
    assert_eq!(error, FormError::Delimiter { offset });
}

#[test]
fn a_boundary_is_read_with_and_without_quotes() {
    assert_eq!(boundary(b"multipart/form-data; boundary=abc"), Ok(b"abc".as_slice()));
    assert_eq!(
        boundary(b"Multipart/Form-Data; charset=utf-8; Boundary=\"a;c\""),
        Ok(b"a;c".as_slice())
    );
    assert_eq!(boundary(b"multipart/form-data"), Err(FormError::NoBoundary));
    assert_eq!(boundary(b"multipart/form-data; boundary="), Err(FormError::NoBoundary));
    assert_eq!(boundary(b"multipart/mixed; boundary=abc"), Err(FormError::NotForm));
}

fn reader() -> FormReader {
    FormReader::new(BOUNDARY.as_bytes(), "file", 4096)
}

fn whole(body: &[u8]) -> (Form, Bytes) {
    match reader().push(body).unwrap() {
        Progress::Fields { form, rest } => (form, rest),
        Progress::More => panic!("the form has no end"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
