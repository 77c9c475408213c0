//! Tables of rows, and the way from page to page.

use maud::{Markup, html};

use crate::asked::Asked;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Whether it holds numbers.
    pub number: bool,
    /// The word of `sort` that sorts by it; none where nothing does.
    pub sort: Option<&'static str>,
}

impl Column {
    /// A column of words.
    pub(crate) const fn words(title: &'static str) -> Self {
        Self { title, number: false, sort: None }
    }

    /// A column of numbers.
    pub(crate) const fn number(title: &'static str) -> Self {
        Self { title, number: true, sort: None }
    }

    /// The same, sorted by a word.
    pub(crate) const fn sorted(self, sort: &'static str) -> Self {
        Self { sort: Some(sort), ..self }
    }
}

/// A table with a caption. It scrolls by itself where it is wider than the page, also by the keyboard.
pub(crate) fn table(caption: &str, columns: &[Column], rows: &[Vec<Markup>], asked: &Asked, path: &str) -> Markup {
    html! {
        div class="table" tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for column in columns {
                    @let sorted = column.sort.is_some() && asked.sort.as_deref() == column.sort;
                    th scope="col" class=[column.number.then_some("number")] aria-sort=[sorted.then_some("descending")] {
                        @match column.sort {
                            Some(sort) => a href=(asked.with(|it| it.sort = Some(sort.to_owned())).url(path)) { (column.title) },
                            None => (column.title),
                        }
                    }
                } } }
                tbody { @for row in rows {
                    tr { @for (cell, column) in row.iter().zip(columns) {
                        td class=[column.number.then_some("number")] { (cell) }
                    } }
                } }
            }
        }
    }
}

/// Links to the page before and the page after.
pub(crate) fn pages(asked: &Asked, path: &str, more: bool) -> Markup {
    let page = asked.page.unwrap_or(1);
    let to = |page: u32| asked.with(|it| it.page = (page > 1).then_some(page)).url(path);
    html! { @if page > 1 || more {
        nav class="pages" aria-label="Pages" {
            @if page > 1 { a rel="prev" href=(to(page - 1)) { "← Page " (page - 1) } }
            span aria-current="page" { "Page " (page) }
            @if more { a rel="next" href=(to(page + 1)) { "Page " (page + 1) " →" } }
        }
    } }
}
