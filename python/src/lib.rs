//! OnRecord for Python.

use pyo3::prelude::*;

#[pymodule]
mod _onrecord {
    use super::*;
    #[pyfunction]
    fn probe(path: std::path::PathBuf) -> String {
        use onrecord_model as m;
        let d = onrecord_query::Database::open(&path, onrecord_query::Means::default());
        let r: Vec<_> = d.unwrap().query("select 1").unwrap().collect();
        let s = onrecord_search::Search::open(&path, |_| {}).unwrap();
        let f = s.find("a", &onrecord_search::Filters::default(), 5).unwrap();
        let c = onrecord_codebook::Codebook::plover().unwrap();
        let model = m::Model::shipped().unwrap();
        let coder = onrecord_coder::Coder::new("a", model.identity()).with_codebook(std::sync::Arc::new(c), model.act_types());
        let t = onrecord_text::Text::new("Hello");
        let mut a = m::Analyser::new(&model, m::Kernel::best());
        let x = a.analyse(&[&t]).pop().unwrap();
        let rec = coder.code(onrecord_coder::DocumentInfo::default(), &t, &x);
        let docs = onrecord_ingest::open(&[onrecord_ingest::Input::from(path.as_path())], &onrecord_ingest::Limits::default()).count();
        format!("{} {} {} {}", r.len(), f.sentences, serde_json::to_string(&rec).unwrap(), docs)
    }
    #[pyfunction]
    fn arrow(a: pyo3_arrow::input::AnyRecordBatch) -> PyResult<usize> {
        let r = a.into_reader()?;
        let mut n = 0;
        for b in r { n += b.map_err(|e| pyo3::exceptions::PyValueError::new_err(e.to_string()))?.num_rows(); }
        Ok(n)
    }
}
