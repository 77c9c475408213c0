//! Word pieces a second, of the encoder alone and of the whole way to an analysis, in every kernel of this machine.
//!
//! `cargo bench -p onrecord-model` takes the model inside, or the one that `ONRECORD_MODEL` names. The window that is timed is a
//! full one, since that is where attention costs most.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use onrecord_model::{Analyser, Kernel, Model};
use onrecord_text::Text;

const PARAGRAPH: &str = "The foreign minister of Arland said on Monday that her government had rejected a proposal to reopen the border, \
    hours after two officials in the capital, who asked not to be named, told reporters that talks would resume in June. ";

fn model() -> Model {
    match std::env::var_os("ONRECORD_MODEL") {
        Some(path) => Model::from_bytes(&std::fs::read(path).expect("the file that ONRECORD_MODEL names")).unwrap(),
        None => Model::shipped().expect("a model inside, or ONRECORD_MODEL"),
    }
}

fn speed(criterion: &mut Criterion) {
    let model = model();
    let raw = PARAGRAPH.repeat(40);
    let text = Text::new(&raw);
    for kernel in Kernel::all_available() {
        let mut analyser = Analyser::new(&model, kernel);
        let encoded = analyser.encode_only(&[&text]);
        let mut group = criterion.benchmark_group(kernel.name());
        group.sample_size(10).throughput(Throughput::Elements(encoded.pieces as u64));
        group.bench_function("encoder", |bencher| bencher.iter(|| analyser.encode_only(&[&text])));
        group.bench_function("whole", |bencher| bencher.iter(|| analyser.analyse(&[&text])));
        group.finish();
    }
}

criterion_group!(benches, speed);
criterion_main!(benches);
