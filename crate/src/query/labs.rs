//! A lab that is no workload as a permalink, both ways: `?lab=race&workers=4`.

use super::{FLAGS, Reader};
use crate::labs;
use crate::plan::{LabInfo, LabQuery, Problem};

/// Reads a lab's parameters. An unknown lab is named, and the first one stands in for it.
pub fn parse_lab(pairs: &[(String, String)]) -> LabQuery {
    let mut reader = Reader::new(pairs);
    let info = reader.value("lab", labs::CATALOGUE[0], find);
    let values = info.knobs.iter().map(|knob| (knob.name.into(), reader.option(knob))).collect();
    let [run, embed] = FLAGS.map(|flag| reader.flag(flag));
    let knobs = info.knobs.iter().map(|knob| knob.name);
    // Whose messages a frame takes is the page's affair; here it is only looked at.
    reader.allow_origin();
    reader.leftovers(["lab", "allow-origin"].into_iter().chain(knobs).chain(FLAGS).collect());
    LabQuery { lab: info.id.into(), values, run, embed, problems: reader.problems }
}

/// A lab's knobs as a permalink's parameters, in the order of its controls and without what is the default.
pub fn lab_pairs(query: &LabQuery) -> Vec<(String, String)> {
    let mut pairs = vec![("lab".to_owned(), query.lab.clone())];
    let knobs = find(&query.lab).map_or(&[][..], |info| info.knobs);
    pairs.extend(knobs.iter().filter_map(|knob| {
        let value = query.values.get(knob.name).filter(|value| *value != knob.default)?;
        Some((knob.name.to_owned(), value.clone()))
    }));
    pairs
}

fn find(id: &str) -> Result<&'static LabInfo, Problem> {
    let found = labs::CATALOGUE.iter().copied().find(|info| info.id == id);
    found.ok_or_else(|| {
        let ids: Vec<&str> = labs::CATALOGUE.iter().map(|info| info.id).collect();
        Problem::new("lab", id, format!("one of {}", ids.join(", ")))
    })
}

impl Reader {
    /// In a workload's link, a lab's name can only be one that does not exist: with any other the page opens the lab.
    pub(super) fn no_lab(&mut self) {
        if let Some(Err(problem)) = self.given.remove("lab").map(|id| find(&id)) {
            self.problems.push(problem);
        }
    }
}
