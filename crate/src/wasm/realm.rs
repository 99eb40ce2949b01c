//! In a realm's host worker: [`run_cell`] and [`run_once`]. In an isolated worker: [`Process`].

use super::{give, take};
use crate::modes::processes::{self, Line, Message, Processes, Stamps};
use crate::plan::{Activity, Answer, Cell, Disturbance, Failure, FailureKind, Mode, Plan, Transport, Trial};
use crate::registry;
use crate::run::{self, Clock, Realm, Workers};
use crate::workload::{Visitor, Workload};
use futures::future::LocalBoxFuture;
use js_sys::{Float64Array, SharedArrayBuffer, Uint8Array};
use serde::Serialize;
use std::{cell::OnceCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// What a realm's host worker lends: `web/worker/realm.ts` implements it.
    pub type Host;
    /// Starts workers: a pool of threads, or isolated instances.
    #[wasm_bindgen(method, catch)]
    async fn start(this: &Host, cell: JsValue) -> Result<JsValue, JsValue>;
    /// Bytes in which to write an isolated worker's next job; those of an old reply where they will do.
    #[wasm_bindgen(method)]
    fn sheet(this: &Host, worker: usize, length: usize) -> Uint8Array;
    /// Takes a reply back that has been read.
    #[wasm_bindgen(method)]
    fn keep(this: &Host, worker: usize, reply: &Uint8Array);
    /// Sends a job to an isolated worker; the promise is the event that brings its reply.
    #[wasm_bindgen(method)]
    fn call(this: &Host, worker: usize, job: Uint8Array) -> js_sys::Promise;
    /// Has isolated workers stamp their jobs from now on.
    #[wasm_bindgen(method)]
    fn trace(this: &Host);
    /// Asks an isolated worker for its stamps; the promise is a `Float64Array`.
    #[wasm_bindgen(method)]
    fn told(this: &Host, worker: usize) -> js_sys::Promise;
    /// Is told before each repetition; the promise, what has disturbed the realm since, is kept when it may go on.
    #[wasm_bindgen(method, catch)]
    async fn repetition(this: &Host, number: u32) -> Result<JsValue, JsValue>;

    /// An event that brings a message.
    type MessageEvent;
    /// What it brings. Browsers read a message only when it is first asked for, and that takes its time.
    #[wasm_bindgen(method, getter)]
    fn data(this: &MessageEvent) -> Uint8Array;

    /// Milliseconds since this worker's [`time_origin`].
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    /// Where this worker's clock began, milliseconds since 1970.
    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static TIME_ORIGIN: f64;
}

fn time_origin() -> f64 {
    TIME_ORIGIN.with(|&origin| origin)
}

/// Runs a cell in this worker: `{ trial, answer }`. Never rejects for a cell that fails; that is a trial too.
#[wasm_bindgen(js_name = runCell)]
pub async fn run_cell(plan: JsValue, cell: JsValue, host: Host) -> Result<JsValue, JsValue> {
    let plan: Rc<Plan> = Rc::new(take(plan)?);
    let measure = Measure { plan: plan.clone(), cell: take(cell)?, realm: WebRealm::new(host) };
    let measured = registry::open(&plan, measure);
    let (trial, answer) = measured.map_err(|problem| problem.to_string())?.await;
    give(&Measured { trial, answer })
}

/// Runs the plan's program once, untimed: `{ bytes, answer }`, or rejects with a `Failure`.
///
/// With `input`, the program works on these bytes in place of generated ones, and `bytes` is its output.
#[wasm_bindgen(js_name = runOnce)]
pub async fn run_once(
    plan: JsValue,
    cell: JsValue,
    host: Host,
    input: Option<Uint8Array>,
) -> Result<JsValue, JsValue> {
    let plan: Plan = take(plan)?;
    let cell = take(cell)?;
    let once = registry::open(&plan, Once { cell, realm: WebRealm::new(host), input });
    match once.map_err(|problem| problem.to_string())?.await {
        Ok((bytes, answer)) => {
            let result = js_sys::Object::new();
            js_sys::Reflect::set(&result, &"bytes".into(), &bytes)?;
            js_sys::Reflect::set(&result, &"answer".into(), &give(&answer)?)?;
            Ok(result.into())
        }
        Err(failure) => Err(give(&failure)?),
    }
}

/// An isolated worker's program: one job in, one part out.
#[wasm_bindgen]
pub struct Process(Box<Solve>);

type Solve = dyn Fn(&Uint8Array, &dyn Fn(Activity)) -> Result<Uint8Array, Failure>;

#[wasm_bindgen]
impl Process {
    /// Configures the plan's program. Unless messages are copied, it writes a part over its job's bytes, where it fits.
    #[wasm_bindgen(constructor)]
    pub fn new(plan: JsValue, transport: JsValue) -> Result<Process, JsValue> {
        let solver = Solver { transport: take(transport)? };
        let solve = registry::open(&take(plan)?, solver).map_err(|problem| problem.to_string())?;
        Ok(Self(solve))
    }

    /// Does one job. In a traced run, says in `stamps` when doing it began (second place) and when it was done (third).
    pub fn solve(&self, job: &Uint8Array, stamps: Option<Float64Array>) -> Result<Uint8Array, JsValue> {
        let stamp = |begins: Activity| {
            let Some(stamps) = &stamps else { return };
            stamps
                .set_index(if begins == Activity::Solve { 1 } else { 2 }, time_origin() + performance_now());
        };
        (self.0)(job, &stamp).map_err(|failure| failure.message.into())
    }
}

struct Solver {
    transport: Transport,
}

impl Visitor for Solver {
    type Out = Box<Solve>;
    fn visit<W: Workload + 'static>(self, workload: W) -> Self::Out {
        let Self { transport } = self;
        Box::new(move |job, begins| {
            processes::answer(&workload, job, begins, |part| match transport {
                Transport::Copy => part.into(),
                Transport::Transfer => over(job, part).unwrap_or_else(|| part.into()),
                Transport::Shared => over(job, part).unwrap_or_else(|| {
                    let bytes = Uint8Array::new(&SharedArrayBuffer::new(part.len() as u32));
                    bytes.copy_from(part);
                    bytes
                }),
            })
        })
    }
}

/// Writes `part` where `read` lies, which has been read; nowhere if that has no room for it. New memory costs more than
/// the copy: the browser clears it, and the system maps it page by page.
fn over(read: &Uint8Array, part: &[u8]) -> Option<Uint8Array> {
    let buffer = read.buffer();
    if (buffer.byte_length() as usize) < part.len() {
        return None;
    }
    let bytes = Uint8Array::new_with_byte_offset_and_length(&buffer, 0, part.len() as u32);
    bytes.copy_from(part);
    Some(bytes)
}

#[derive(Serialize)]
struct Measured {
    trial: Trial,
    answer: Option<Answer>,
}

struct Measure {
    plan: Rc<Plan>,
    cell: Cell,
    realm: WebRealm,
}

impl Visitor for Measure {
    type Out = LocalBoxFuture<'static, (Trial, Option<Answer>)>;
    fn visit<W: Workload + 'static>(self, workload: W) -> Self::Out {
        Box::pin(async move { run::run_cell(&workload, &self.plan, &self.cell, &self.realm).await })
    }
}

struct Once {
    cell: Cell,
    realm: WebRealm,
    input: Option<Uint8Array>,
}

impl Visitor for Once {
    type Out = LocalBoxFuture<'static, Result<(Uint8Array, Option<Answer>), Failure>>;
    fn visit<W: Workload + 'static>(self, workload: W) -> Self::Out {
        Box::pin(async move {
            let Self { cell, realm, input } = self;
            let given = input.as_ref().map(|bytes| bytes as &dyn Message);
            let mut ran = None;
            let take = &mut |bytes: &[u8], answer| ran = Some((Uint8Array::from(bytes), answer));
            run::run_once(&workload, &cell, &realm, given, take).await?;
            Ok(ran.expect("it ran"))
        })
    }
}

/// A realm made of web workers.
struct WebRealm {
    host: Rc<Host>,
    clock: WebClock,
}

impl WebRealm {
    fn new(host: Host) -> Self {
        Self { host: host.into(), clock: WebClock::new() }
    }
}

impl Realm for WebRealm {
    type Line = WebLine;

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }

    async fn start(&self, cell: &Cell) -> Result<Workers<WebLine>, Failure> {
        let description = give(cell).map_err(not_started)?;
        let workers = cell.workers as usize;
        match cell.mode {
            Mode::Serial => Ok(Workers::Serial),
            Mode::Async => Ok(Workers::Async(workers)),
            #[cfg(feature = "shared")]
            Mode::Threads => {
                self.host.start(description).await.map_err(not_started)?;
                Ok(Workers::Threads(crate::modes::threads::Pool::global(workers)))
            }
            #[cfg(not(feature = "shared"))]
            Mode::Threads => Err(Failure {
                kind: FailureKind::Unavailable,
                message: "this build has no shared memory".into(),
            }),
            Mode::Processes => {
                self.host.start(description).await.map_err(not_started)?;
                let line = WebLine { host: self.host.clone(), workers };
                Ok(Workers::Processes(Processes::new(line)))
            }
        }
    }

    async fn repetition(&self, number: u32) -> Vec<Disturbance> {
        let disturbances = self.host.repetition(number).await.expect("the page answers");
        take(disturbances).expect("the page names disturbances")
    }
}

/// The line to isolated workers, by messages.
struct WebLine {
    host: Rc<Host>,
    workers: usize,
}

impl Line for WebLine {
    type Reply = Reply;

    fn workers(&self) -> usize {
        self.workers
    }

    fn call<'l>(
        &'l self,
        worker: usize,
        job: &[u8],
    ) -> impl Future<Output = Result<Reply, Failure>> + use<'l> {
        let sheet = self.host.sheet(worker, job.len());
        sheet.copy_from(job);
        let reply = self.host.call(worker, sheet);
        async move {
            let event = JsFuture::from(reply).await.map_err(crashed)?.unchecked_into();
            Ok(Reply { event, bytes: OnceCell::new(), host: self.host.clone(), worker })
        }
    }

    fn trace(&self) {
        self.host.trace();
    }

    async fn told(&self, worker: usize) -> Vec<Stamps> {
        let stamps = JsFuture::from(self.host.told(worker)).await.expect("a worker tells");
        let stamps = stamps.unchecked_into::<Float64Array>().to_vec();
        let ours = time_origin();
        stamps.as_chunks::<4>().0.iter().map(|marks| marks.map(|mark| mark - ours)).collect()
    }
}

/// A reply that has arrived, and is read when it is first looked at.
struct Reply {
    event: MessageEvent,
    bytes: OnceCell<Uint8Array>,
    host: Rc<Host>,
    worker: usize,
}

impl Drop for Reply {
    fn drop(&mut self) {
        if let Some(bytes) = self.bytes.get() {
            self.host.keep(self.worker, bytes);
        }
    }
}

impl Reply {
    fn bytes(&self) -> &Uint8Array {
        self.bytes.get_or_init(|| self.event.data())
    }
}

impl Message for Reply {
    fn len(&self) -> usize {
        Message::len(self.bytes())
    }

    fn copy_to(&self, start: usize, out: &mut [u8]) {
        Message::copy_to(self.bytes(), start, out);
    }
}

impl Message for Uint8Array {
    fn len(&self) -> usize {
        self.length() as usize
    }

    fn copy_to(&self, start: usize, out: &mut [u8]) {
        let (start, end) = (start as u32, (start + out.len()) as u32);
        self.subarray(start, end).copy_to(out);
    }
}

/// The host's `performance.now()`, whichever worker asks.
struct WebClock {
    /// The host's time origin.
    origin: f64,
    grain: f64,
}

impl WebClock {
    /// Finds the clock's grain: the least of five steps seen.
    fn new() -> Self {
        let mut now = performance_now();
        let mut step = || loop {
            let next = performance_now();
            if next > now {
                let step = next - now;
                now = next;
                return step;
            }
        };
        let grain = (0..5).map(|_| step()).fold(f64::INFINITY, f64::min);
        Self { origin: time_origin(), grain }
    }
}

impl Clock for WebClock {
    fn now(&self) -> f64 {
        time_origin() - self.origin + performance_now()
    }

    fn grain(&self) -> f64 {
        self.grain
    }
}

/// A failure that JavaScript has put into our words, or its own words under a kind of ours.
fn failure(kind: FailureKind, value: JsValue) -> Failure {
    take(value.clone()).unwrap_or_else(|_| {
        let message = js_sys::Reflect::get(&value, &"message".into()).ok().and_then(|text| text.as_string());
        Failure { kind, message: message.unwrap_or_else(|| format!("{value:?}")) }
    })
}

fn not_started(value: JsValue) -> Failure {
    failure(FailureKind::NotStarted, value)
}

fn crashed(value: JsValue) -> Failure {
    failure(FailureKind::Crashed, value)
}
