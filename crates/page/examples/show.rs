//! The article on a page: `cargo run -p onrecord-page --example show -- PAGE…`. Each is followed by a line of `=`.

use onrecord_page::{Hints, extract};

fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        match extract(&std::fs::read(&path)?, &Hints::default()) {
            Ok(page) => {
                let field = |name, value: &Option<String>| println!("{name}: {}", value.as_deref().unwrap_or("-"));
                field("title", &page.title);
                field("date", &page.date);
                field("publisher", &page.publisher);
                field("url", &page.url);
                field("language", &page.language);
                println!("\n{}", page.text);
            }
            Err(error) => println!("{}: {error}", path.display()),
        }
        println!("\n{}", "=".repeat(80));
    }
    Ok(())
}
