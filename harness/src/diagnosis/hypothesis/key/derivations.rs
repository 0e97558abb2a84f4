//! Other ways to derive a key.

use jiff::SignedDuration;
use mock_oss::verify::scheme::Derivation as Ends;
use mock_oss::verify::{Keyed, Rule, Scope};

use super::regions::REGIONS;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::hypothesis::cost::{Cost, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::{Code, Element};
use crate::words::{Words, wire, words};

/// A way to derive a key from a secret.
pub(super) struct Derivation {
    /// What it costs.
    pub(super) cost: Cost,
    /// The line of the string that differs with it.
    pub(super) texts: Texts,
    /// What it stands for; nothing for the service's own.
    pub(super) notes: Vec<Note>,
    /// What stands before the secret, the scope, and how the chain ends; `None`: the secret itself.
    chain: Option<(&'static str, Scope, &'static str)>,
}

impl Derivation {
    /// The key: the chain of MACs of "Include a V4 signature in the Authorization header
    /// (recommended)", with another beginning or end where asked.
    pub(super) fn keyed(&self, secret: &[u8]) -> Keyed {
        let Some((prefix, scope, terminator)) = &self.chain else {
            return Keyed::sha256(secret);
        };
        Ends { prefix, terminator }.key(secret, scope)
    }
}

/// The service's own way, keys for other days, regions and products, and AWS's derivation.
pub(super) fn derivations(case: &Case<'_>, scope: &Scope, own: Ends) -> Vec<Derivation> {
    let mut all = vec![Derivation {
        cost: 0,
        texts: Texts::new(),
        notes: Vec::new(),
        chain: Some((own.prefix, scope.clone(), own.terminator)),
    }];
    for (other, cost) in other_scopes(case, scope) {
        let note = scope_note(&other);
        let (texts, line) = scope_line(&other, own.terminator);
        let key_alone = Derivation {
            cost,
            texts: Texts::new(),
            notes: vec![note.clone()],
            chain: Some((own.prefix, other.clone(), own.terminator)),
        };
        let key_and_line = Derivation {
            cost: cost + 1,
            texts,
            notes: vec![note.signing(line.as_bytes())],
            chain: Some((own.prefix, other, own.terminator)),
        };
        all.extend([key_alone, key_and_line]);
    }
    aws_style(scope, own, &mut all);
    all.extend(both(case, scope, own));
    all
}

/// AWS's own derivation, and parts of it.
fn aws_style(scope: &Scope, own: Ends, all: &mut Vec<Derivation>) {
    let (texts, line) = scope_line(scope, AWS_TERMINATOR);
    let words = words!("key and scope end in `aws4_request`, as AWS's do: `{}`", wire(&line));
    let note = key(Code::AwsStyleSignature, Element::Scope, words).signing(line.as_bytes());
    let words = "the key was derived from `AWS4` and the secret";
    let prefix = key(Code::AwsStyleSignature, Element::Secret, words);
    let bare = key(Code::AwsStyleSignature, Element::Secret, without_prefix(own));
    let ways = [
        (SELDOM, own.prefix, vec![note.clone()]),
        (RARE, AWS, vec![note.clone(), prefix]),
        (RARE, "", vec![note, bare]),
    ];
    for (cost, prefix, notes) in ways {
        all.push(Derivation {
            cost,
            texts: texts.clone(),
            notes,
            chain: Some((prefix, scope.clone(), AWS_TERMINATOR)),
        });
    }
    let words = "the scope line ends in `aws4_request`, as AWS's does";
    let line = key(Code::AwsStyleSignature, Element::Scope, words).signing(line.as_bytes());
    for (chain, words) in parts(own) {
        let note = key(Code::AwsStyleSignature, Element::Secret, words);
        all.push(Derivation {
            cost: SELDOM + KNOWN,
            texts: texts.clone(),
            notes: vec![line.clone(), note],
            chain: chain.map(|(prefix, terminator)| (prefix, scope.clone(), terminator)),
        });
    }
    for (chain, words) in parts(own) {
        let note = key(Code::AwsStyleSignature, Element::Secret, words);
        all.push(Derivation {
            cost: SELDOM,
            texts: Texts::new(),
            notes: vec![note],
            chain: chain.map(|(prefix, terminator)| (prefix, scope.clone(), terminator)),
        });
    }
}

/// AWS's derivation for another scope.
fn both(case: &Case<'_>, scope: &Scope, own: Ends) -> Vec<Derivation> {
    let parts = parts(own)
        .into_iter()
        .filter_map(|(chain, words)| Some((chain?, words)));
    let scopes = other_scopes(case, scope);
    let pairs = parts.flat_map(|part| scopes.iter().map(move |scope| (part.clone(), scope)));
    let pairs = pairs.map(|(((prefix, terminator), words), (other, cost))| {
        let (texts, line) = scope_line(other, own.terminator);
        let secret = key(Code::AwsStyleSignature, Element::Secret, words);
        let derived = scope_note(other).signing(line.as_bytes());
        Derivation {
            cost: cost + 1 + SELDOM,
            texts,
            notes: vec![derived, secret],
            chain: Some((prefix, other.clone(), terminator)),
        }
    });
    pairs.collect()
}

fn scope_note(scope: &Scope) -> Note {
    let words = words!(
        "the key was derived for {}/{}/{}",
        wire(&scope.date),
        wire(&scope.region),
        wire(&scope.product)
    );
    key(Code::ScopeDiffers, Element::Scope, words)
}

/// The beginning and the end of a chain; `None`: no chain.
type Part = Option<(&'static str, &'static str)>;

fn parts(own: Ends) -> [(Part, Words); 5] {
    let Ends { prefix, terminator } = own;
    [
        (
            Some((AWS, AWS_TERMINATOR)),
            "the key was derived as AWS asks, from `AWS4` to `aws4_request`".into(),
        ),
        (
            Some((AWS, terminator)),
            "the key was derived from `AWS4` and the secret".into(),
        ),
        (
            Some((prefix, AWS_TERMINATOR)),
            "the key was derived with `aws4_request` at the end".into(),
        ),
        (Some(("", terminator)), without_prefix(own)),
        (None, "the secret was used as it is, not derived".into()),
    ]
}

fn without_prefix(own: Ends) -> Words {
    words!("the key was derived from the secret without `{}`", own.prefix)
}

fn scope_line(scope: &Scope, terminator: &str) -> (Texts, String) {
    let line = [scope.date.as_str(), &scope.region, &scope.product, terminator].join("/");
    let texts = vec![(PieceKey::End(Rule::Scope), Some(line.clone().into_bytes()))];
    (texts, line)
}

fn other_scopes(case: &Case<'_>, scope: &Scope) -> Vec<(Scope, Cost)> {
    let dated = |date: String| Scope { date, ..scope.clone() };
    let in_region = |region: String| Scope {
        region,
        ..scope.clone()
    };
    let of_product = |product: &str| Scope {
        product: product.to_owned(),
        ..scope.clone()
    };
    let days = [-24, 0, 24].map(|hours| case.world.now.checked_add(SignedDuration::from_hours(hours)));
    let days = days.into_iter().flatten();
    let days = days.map(|at| (dated(at.strftime("%Y%m%d").to_string()), KNOWN));
    let bare = scope.region.trim_start_matches("oss-").to_owned();
    let prefixed = format!("oss-{bare}");
    let internal = format!("{bare}-internal");
    let near = case
        .world
        .site
        .region
        .clone()
        .into_iter()
        .chain([bare, prefixed, internal, String::new()]);
    let near = near.map(|region| (in_region(region), KNOWN));
    let far = REGIONS.iter().map(|&region| (in_region(region.to_owned()), SELDOM));
    let products = ["oss", "s3", "oss-cloudbox", ""].map(|product| (of_product(product), SELDOM));
    let mut all: Vec<(Scope, Cost)> = days.chain(near).chain(far).chain(products).collect();
    all.retain(|(other, _)| other != scope);
    let line = |scope: &Scope| [scope.date.clone(), scope.region.clone(), scope.product.clone()];
    all.sort_by_key(|(scope, cost)| (line(scope), *cost));
    all.dedup_by(|later, earlier| later.0 == earlier.0);
    all
}

const AWS: &str = "AWS4";
const AWS_TERMINATOR: &str = "aws4_request";
