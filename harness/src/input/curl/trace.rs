//! `curl --trace` and `curl --trace-ascii`.

use super::block::{Block, Dump, Gaps, Kind, Opening, opening};
use super::exchange::Exchange;
use crate::diagnosis::Loss;
use crate::input::error_text::{Belongs, ErrorText, Fed};
use crate::input::reader::Reader;
use crate::input::session::Session;
use crate::input::source::{Extent, Line, Lines};
use crate::input::{InputError, Limits};

/// The reader of traces. Each step takes one line.
#[derive(Debug)]
pub(in crate::input) struct Trace {
    limits: Limits,
    dump: Dump,
    block: Option<Block>,
    exchange: Exchange,
    /// Error bodies in the dumped data.
    dumped: ErrorText,
    /// Error bodies that curl printed between the blocks.
    printed: ErrorText,
    gaps: Gaps,
}

impl Reader for Trace {
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError> {
        let Some(line) = source.line(self.limits.item_bytes)? else {
            self.end_block(to)?;
            self.exchange.flush(self.losses(), to);
            self.dumped.finish(to);
            self.printed.finish(to);
            return Ok(false);
        };
        match opening(line.content()) {
            Opening::Block(kind, size) => {
                self.end_block(to)?;
                self.block = Some(Block::new(line.place, kind, size));
                to.skipped.remark();
            }
            Opening::Info => {
                self.end_block(to)?;
                to.skipped.remark();
            }
            Opening::None => self.row(&line, to)?,
        }
        Ok(true)
    }
}

impl Trace {
    pub(in crate::input) fn new(limits: Limits, dump: Dump) -> Self {
        Self {
            limits,
            dump,
            block: None,
            exchange: Exchange::default(),
            dumped: ErrorText::default(),
            printed: ErrorText::default(),
            gaps: Gaps::None,
        }
    }

    fn row(&mut self, line: &Line, to: &mut Session) -> Result<(), InputError> {
        let limit = self.limits.item_bytes;
        if let Some(block) = &mut self.block
            && block.row(line.content(), self.dump, limit)
        {
            return Ok(());
        }
        if self.printed.line(line, limit, to)? == Belongs::No {
            to.skipped.note_unknown(line.place, line.content());
        }
        Ok(())
    }

    /// The rows of a block are over.
    fn end_block(&mut self, to: &mut Session) -> Result<(), InputError> {
        let Some(mut block) = self.block.take() else {
            return Ok(());
        };
        block.finish(self.dump);
        let limit = self.limits.item_bytes;
        if block.kind == Kind::SentHead {
            self.gaps = block.gaps;
            if block.bytes.len() >= limit {
                let place = block.place;
                return Err(InputError::TooLong { place, limit });
            }
        }
        match block.kind {
            Kind::SentHead => lines(&block).for_each(|line| self.exchange.sent(line, self.losses(), to)),
            Kind::ReceivedHead => lines(&block).for_each(|line| self.exchange.received(line, to)),
            Kind::SentData => self.sent_data(&block, to),
            Kind::ReceivedData => self.received_data(&block, to)?,
            Kind::Other => {}
        }
        self.exchange.bounded(limit)
    }

    /// The body's beginning, where its bytes are shown, and its length.
    fn sent_data(&self, block: &Block, to: &mut Session) {
        let Some(captured) = to.newest() else {
            return;
        };
        match self.dump {
            Dump::Hex => {
                captured.body.push(&block.bytes);
                captured
                    .body
                    .count((block.size - block.bytes.len().min(block.size)) as u64);
            }
            Dump::Ascii => captured.body.count(block.size as u64),
        }
    }

    /// A text dump shows the line ends inside an error body as dots: only its hex element tells
    /// the string.
    fn received_data(&mut self, block: &Block, to: &mut Session) -> Result<(), InputError> {
        let limit = self.limits.item_bytes;
        match self.dumped.feed(block.place, &block.bytes, limit) {
            Fed::Whole(error, place) if self.dump == Dump::Ascii => to.server_error(error.without_texts(), place),
            Fed::Whole(error, place) => to.server_error(*error, place),
            Fed::Nothing | Fed::Part => {}
            Fed::TooLong(place) => return Err(InputError::TooLong { place, limit }),
        }
        Ok(())
    }

    fn losses(&self) -> &'static [Loss] {
        match (self.dump, self.gaps) {
            (Dump::Hex, Gaps::None) => &[],
            (Dump::Hex, Gaps::Some) => &[Loss::Fields],
            (Dump::Ascii, Gaps::None) => &[Loss::Bytes],
            (Dump::Ascii, Gaps::Some) => &[Loss::Bytes, Loss::Fields],
        }
    }
}

/// The lines of a head block. They all have the place of their block.
fn lines(block: &Block) -> impl Iterator<Item = Line> {
    let place = block.place;
    block
        .bytes
        .split_inclusive(|&byte| byte == b'\n')
        .map(move |bytes| Line {
            place,
            bytes: bytes.to_vec(),
            extent: Extent::Whole,
        })
}
