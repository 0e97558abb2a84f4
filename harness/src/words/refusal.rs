//! The verifier's own sentences, with what they quote from a request told apart.

use mock_oss::verify::policy::PolicyError;
use mock_oss::verify::{ListError, PresentedError, Refusal, v2, v4};

use super::{Say, Words, wire, words};

impl Say for Refusal {
    fn say(&self, words: &mut Words) {
        match self {
            Self::Presented(error) => claim(error, words),
            Self::Policy(error) => policy(error, words),
            Self::ScopeDate { scope, .. } => {
                words.push(&words!(
                    "the scope is for {}, the request's date is another day",
                    wire(scope)
                ));
            }
            Self::Region { presented, .. } => {
                words.push(&words!("the scope is for region `{}`", wire(presented)));
            }
            Self::Product { presented } => {
                words.push(&words!("the scope is for product `{}`", wire(presented)));
            }
            Self::PathStyle { .. }
            | Self::HostRepeated(_)
            | Self::NoDate
            | Self::BadDate { .. }
            | Self::Skewed { .. }
            | Self::Expired { .. }
            | Self::NotYetValid { .. }
            | Self::ContentSha256 { .. }
            | Self::TokenTwice
            | Self::TokenInHeader
            | Self::UnknownKey { .. }
            | Self::DisabledKey { .. }
            | Self::StrayToken { .. }
            | Self::NoToken { .. }
            | Self::NoTokenInUrl { .. }
            | Self::WrongToken { .. }
            | Self::TokenOfOtherKey { .. } => words.add(self.to_string()),
        }
    }
}

fn claim(error: &PresentedError, words: &mut Words) {
    match listed(error) {
        Some(ListError::Absent { name }) => {
            words.push(&words!("the additional header `{}` is not in the request", wire(name)));
        }
        // No other claim is quoted in what is said of it.
        Some(ListError::Empty | ListError::ItemEmpty) | None => words.add(error.to_string()),
    }
}

/// The list of additional headers, where that is what is wrong.
fn listed(error: &PresentedError) -> Option<&ListError> {
    match error {
        PresentedError::V2Header(v2::HeaderError::AdditionalHeaders(error))
        | PresentedError::V2Url(v2::UrlError::AdditionalHeaders(error))
        | PresentedError::V4Header(v4::HeaderError::AdditionalHeaders(error))
        | PresentedError::V4Url(v4::UrlError::AdditionalHeaders(error)) => Some(error),
        PresentedError::AuthorizationRepeated(_)
        | PresentedError::UnknownPrefix
        | PresentedError::SignedTwice
        | PresentedError::S3(_)
        | PresentedError::UnknownVersion { .. }
        | PresentedError::Form(_)
        | PresentedError::V1Header(_)
        | PresentedError::V1Url(_)
        | PresentedError::V2Header(_)
        | PresentedError::V2Url(_)
        | PresentedError::V4Header(_)
        | PresentedError::V4Url(_)
        | PresentedError::V1Form(_)
        | PresentedError::V4Form(_) => None,
    }
}

fn policy(error: &PolicyError, words: &mut Words) {
    match error {
        PolicyError::Invalid { what } => {
            words.push(&words!("the policy is not what the document describes: {}", wire(what)));
        }
        PolicyError::UnknownKey { name } => {
            words.push(&words!("the policy has the key `{}`", wire(name)));
        }
        PolicyError::ConditionFailed { condition } => {
            words.push(&words!("the form does not meet the condition {}", wire(condition)));
        }
        PolicyError::Uncovered { name } => {
            words.push(&words!("the policy has no condition for {}", wire(name)));
        }
        PolicyError::NoExpiration
        | PolicyError::Empty
        | PolicyError::ExpirationNotString
        | PolicyError::ExpirationEmpty
        | PolicyError::Expired { .. } => words.add(error.to_string()),
    }
}
