//! Run, diagnosis, report.
