//! One article in the reader.

use onrecord_export::StoredDocument;
use onrecord_store::{DocKey, Store};

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::html::shortened;
use crate::reader::{Beside, article, table};
use crate::trouble::Trouble;

/// The article of a key.
pub(crate) fn show(inquiry: &Inquiry, key: &str) -> Result<Answer, Trouble> {
    let missing = || Trouble::Missing("There is no such article in this store; it may have been taken out.".to_owned());
    let key: DocKey = key.parse().map_err(|()| missing())?;
    let store = Store::open(&inquiry.moment.root)?;
    let found = StoredDocument::find(&store, &key)?.ok_or_else(missing)?;
    let record = &found.record;
    let stories = inquiry.stories()?;
    let beside = Beside { story: stories.story(&found.key), copies: stories.copies(&found.key) };
    let line = |text: &str| text.split_whitespace().take(40).collect::<Vec<_>>().join(" ");
    let title = match record.doc.title.as_deref().map(line).filter(|title| !title.is_empty()) {
        Some(title) => shortened(&title, 200),
        None => shortened(&line(&record.text), 90),
    };
    let json = serde_json::to_string(record).map_err(|_| Trouble::Broken)?;
    Ok(Answer { title, table: table(record), json: Some(json), body: article(record, beside), ..Answer::default() })
}

#[cfg(test)]
mod tests {
    use crate::testing::page;

    #[test]
    fn an_article_is_read_and_taken_away() {
        let page = page();
        let doc = page.doc("a1");
        let html = page.html(&format!("/doc/{doc}"));
        assert!(html.contains("will not pay") && html.contains("id=\"s1\""), "{html}");
        assert_eq!(page.json(&format!("/doc/{doc}.json"))["schema"], "onrecord/1");
        let csv = page.html(&format!("/doc/{doc}.csv"));
        assert!(csv.contains("v3,event,Norway,accused,Sweden,ACCUSE,actual,,0.5"), "{csv}");
    }

    #[test]
    fn an_article_that_is_not_there_is_told_as_such() {
        let page = page();
        for key in ["0000", "00000000000000000000000000000000", "%2e%2e", "%ff", "x'y"] {
            assert_eq!(page.get(&format!("/doc/{key}")).status, 404, "{key}");
        }
    }
}
