# What CI does, by name. Nothing here is needed to use whysig: `cargo run --release -- run` is.

# format, lints, tests
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo test

# the offline suite
test:
    cargo test

# look at changed snapshots, accept or reject them
review:
    cargo insta review

# write REPORT.md anew
report:
    cargo run --release -- run --report REPORT.md

# the mock OSS for your own client
serve:
    cargo run --release -- serve

# real npm and PyPI clients against the mock; installs them below tests/clients
real-clients:
    cargo run --release -p tests --example real-clients -- check

# how often the diagnosis finds the cause, by cause
accuracy:
    cargo run --release -p tests --example accuracy

# speed beside the limit, measured in the same run
bench:
    cargo bench -p whysig --bench search
    cargo bench -p mock-oss --bench load
    cargo bench -p mock-oss --bench upload

# licences, bans and sources of all dependencies; installs cargo-deny, which takes minutes to build
deny:
    cargo deny --version || cargo install cargo-deny --locked
    cargo deny check licenses bans sources

# everything CI does
ci:
    bash .ci/run
