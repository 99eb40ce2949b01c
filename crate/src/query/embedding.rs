//! What a page that shows the lab leaves to its visitors, and whom it listens to, as a permalink's parameters.

use super::{PLAN_PARAMETERS, Reader};
use crate::plan::{Embedding, Part, Problem, WorkloadInfo};

/// Parameters of the page that shows the lab.
pub const EMBEDDING_PARAMETERS: [&str; 3] = ["lock", "hide", "allow-origin"];

const PARTS: [(&str, Part); 9] = [
    ("controls", Part::Controls),
    ("settings", Part::Settings),
    ("data", Part::Data),
    ("prediction", Part::Prediction),
    ("views", Part::Views),
    ("save", Part::Save),
    ("answer", Part::Answer),
    ("environment", Part::Environment),
    ("reports", Part::Reports),
];

impl Reader {
    /// Reads the embedding. `predict`: the visitor has to say what they expect.
    pub(super) fn embedding(&mut self, workload: &WorkloadInfo, predict: bool) -> Embedding {
        let mut hide = self.names("hide", Vec::new(), &PARTS);
        if predict && hide.contains(&Part::Prediction) {
            let takes = "prediction only where predict doesn't ask for one";
            self.problems.push(Problem::new("hide", "prediction", takes));
            hide.retain(|&part| part != Part::Prediction);
        }
        Embedding {
            lock: self.value("lock", Vec::new(), |text| locks(text, workload)),
            hide,
            allow_origin: self.allow_origin(),
        }
    }

    /// Reads whose messages a frame takes.
    pub(super) fn allow_origin(&mut self) -> Vec<String> {
        self.value("allow-origin", Vec::new(), origins)
    }
}

/// Parameters of the plan, each once.
fn locks(text: &str, workload: &WorkloadInfo) -> Result<Vec<String>, Problem> {
    let fields = PLAN_PARAMETERS.into_iter().filter(|&name| name != "version");
    let known: Vec<&str> = fields.chain(workload.options.iter().map(|option| option.name)).collect();
    let wanted: Vec<&str> = text.split(',').map(str::trim).collect();
    match wanted.iter().find(|&&word| !known.contains(&word)) {
        Some(unknown) => {
            Err(Problem::new("lock", unknown, format!("some of {}, with commas", known.join(","))))
        }
        None => Ok(known.into_iter().filter(|name| wanted.contains(name)).map(Into::into).collect()),
    }
}

/// Origins with commas.
fn origins(text: &str) -> Result<Vec<String>, Problem> {
    let takes = "origins with commas, such as https://example.org,http://localhost:8080: scheme and host, and the port \
                 where it is no usual one; each has to be named, * won't do";
    let read = |item: &str| origin(item).ok_or_else(|| Problem::new("allow-origin", item, takes));
    text.split(',').map(str::trim).map(read).collect()
}

/// An origin as browsers write it: small letters, no usual port.
fn origin(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let (scheme, rest) = text.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme))?;
    let (host, port) = match rest.rfind(':') {
        Some(at) if !rest[at..].contains(']') => (&rest[..at], Some(&rest[at + 1..])),
        _ => (rest, None),
    };
    let named = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let numbered = |inner: &str| inner.parse::<std::net::Ipv6Addr>().is_ok();
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    bracketed.map_or(!host.is_empty() && host.chars().all(named), numbered).then_some(())?;
    let digits = |port: &&str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    let port = match port {
        None => None,
        Some(port) => Some(Some(port).filter(digits)?.parse::<u16>().ok().filter(|&port| port > 0)?),
    };
    let usual = if scheme == "http" { 80 } else { 443 };
    let port = port.filter(|&port| port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{port}"))
}
