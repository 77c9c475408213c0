//! Questions to a small store, and what comes back.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use std::fs;

use onrecord_query::{Database, Means, QueryError};
use sample::{add, article, csv, open, refused, store};

#[test]
fn every_table_is_there_with_its_committed_rows() {
    let folder = store();
    let counts = [
        ("documents", 3),
        ("sentences", 9),
        ("statements", 3),
        ("events", 9),
        ("roles", 15),
        ("entities", 9),
        ("mentions", 9),
        ("times", 3),
    ];
    for (table, count) in counts {
        assert_eq!(
            csv(folder.path(), &format!("SELECT count(*) AS n FROM {table}")),
            format!("n\n{count}\n"),
            "{table}"
        );
    }
    // A file that lies in the folder and was never committed, as a killed writer leaves it.
    fs::copy(folder.path().join("events/000001.parquet"), folder.path().join("events/000009.parquet")).unwrap();
    assert_eq!(csv(folder.path(), "SELECT count(type) AS n FROM events"), "n\n9\n");
}

#[test]
fn filters_joins_and_lists() {
    let folder = store();
    let sql = "SELECT d.id, e.type, e.actor_countries FROM events e JOIN documents d ON d.doc = e.doc
               WHERE e.status = 'actual' AND array_has(e.recipient_countries, 'SWE') ORDER BY d.id";
    assert_eq!(
        csv(folder.path(), sql),
        "id,type,actor_countries\na1,ACCUSE,\"[\"\"NOR\"\"]\"\na2,ACCUSE,\"[\"\"NOR\"\"]\"\na3,ACCUSE,\"[\"\"NOR\"\"]\"\n"
    );
    let sql =
        "SELECT date_trunc('month', first_day)::date AS month, count(*) AS n FROM events GROUP BY month ORDER BY month";
    assert_eq!(csv(folder.path(), sql), "month,n\n2026-03-01,6\n2026-04-01,3\n");
    let sql =
        "SELECT text FROM sentences WHERE text LIKE '%not pay%' AND doc IN (SELECT doc FROM documents WHERE id = 'a3')";
    assert_eq!(csv(folder.path(), sql), "text\nÖREBRO — Minister Per Ek said Sweden “will not pay”.\n");
}

#[test]
fn a_day_a_dyad_and_a_type_are_one_row_with_its_counts() {
    let folder = store();
    let sql = "SELECT day, actor_country, recipient_country, type, events, documents FROM events_daily
               WHERE day < '2026-04-01' ORDER BY type, actor_country";
    assert_eq!(
        csv(folder.path(), sql),
        "day,actor_country,recipient_country,type,events,documents\n\
         2026-03-01,NOR,SWE,ACCUSE,2,2\n\
         2026-03-01,NOR,,CONSULT,2,2\n\
         2026-03-01,SWE,,CONSULT,2,2\n",
        "what is negated did not happen; those who met did it to nobody"
    );
    // What is coded later is counted when it is asked for.
    add(folder.path(), &[article("a4", "2026-03-01", "Harbour Wire", "Per Ek")]);
    let sql = "SELECT events FROM events_daily WHERE type = 'ACCUSE' AND day = '2026-03-01' AND actor_country = 'NOR'";
    assert_eq!(csv(folder.path(), sql), "events\n3\n");
    let sql = "SELECT status, sum(events) AS n FROM event_days GROUP BY status ORDER BY status";
    assert_eq!(csv(folder.path(), sql), "status,n\nactual,12\nnegated,4\n");
    let sql = "SELECT actor, recipient, actor_country AS one, recipient_country AS other, type, day, sum(events) AS n
               FROM name_days GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY day";
    assert_eq!(
        csv(folder.path(), sql),
        "actor,recipient,one,other,type,day,n\n\
         Norway,Sweden,NOR,SWE,ACCUSE,2026-03-01,3\nNorway,Sweden,NOR,SWE,ACCUSE,2026-04-02,1\n"
    );
    let sql = "SELECT one_country, other_country, type, day, sum(events) AS n, sum(intensity_sum) AS sum FROM joint_days\n\
               GROUP BY 1, 2, 3, 4 ORDER BY day";
    assert_eq!(
        csv(folder.path(), sql),
        "one_country,other_country,type,day,n,sum\nNOR,SWE,CONSULT,2026-03-01,3,-12.0\nNOR,SWE,CONSULT,2026-04-02,1,-4.0\n"
    );
    let sql = "SELECT part, name, day, type, count(*) AS n, count(DISTINCT doc) AS docs FROM name_parts\n\
               WHERE day > '2026-03-15' OR part IN ('source', 'words') GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";
    assert_eq!(
        csv(folder.path(), sql),
        "part,name,day,type,n,docs\n\
         actor,Norway,2026-04-02,ACCUSE,1,1\nactor,Norway,2026-04-02,CONSULT,1,1\n\
         actor,Sweden,2026-04-02,CONSULT,1,1\nactor,Sweden,2026-04-02,REJECT,1,1\n\
         recipient,Sweden,2026-04-02,ACCUSE,1,1\n\
         source,Ana Lind,2026-03-01,deny,2,2\nsource,Per Ek,2026-03-01,deny,1,1\nsource,Per Ek,2026-04-02,deny,1,1\n\
         words,Minister Ana Lind,2026-03-01,deny,2,2\n\
         words,Minister Per Ek,2026-03-01,deny,1,1\nwords,Minister Per Ek,2026-04-02,deny,1,1\n"
    );
    let sql = "SELECT name, role, country, min(first_day) AS first, max(last_day) AS last, sum(entities) AS n FROM name_roles\n\
               GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
    assert_eq!(
        csv(folder.path(), sql),
        "name,role,country,first,last,n\n\
         Ana Lind,Minister,SWE,2026-03-01,2026-03-01,2\nNorway,,NOR,2026-03-01,2026-04-02,4\n\
         Per Ek,Minister,SWE,2026-03-01,2026-04-02,2\nSweden,,SWE,2026-03-01,2026-04-02,4\n"
    );
    assert_eq!(onrecord_query::refresh_daily(folder.path()).unwrap(), 0, "all is counted");
    fs::remove_dir_all(folder.path().join("derived")).unwrap();
    assert_eq!(onrecord_query::refresh_daily(folder.path()).unwrap(), 3, "and may be deleted");
}

#[test]
fn a_store_without_documents_has_empty_tables() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), &[]);
    assert_eq!(csv(folder.path(), "SELECT doc, text FROM sentences"), "doc,text\n");
    assert_eq!(csv(folder.path(), "SELECT count(*) AS n FROM events_daily"), "n\n0\n");
    let tables = csv(folder.path(), "SHOW TABLES");
    assert!(tables.starts_with("table,kind\n") && tables.contains("\nstatements,table\n"), "{tables}");
    assert!(!tables.contains("information_schema") && tables.contains("\nevents_daily,view\n"), "{tables}");
    assert!(csv(folder.path(), "DESCRIBE events").contains("actor_countries"));
    assert!(matches!(Database::open(&folder.path().join("no"), Means::default()), Err(QueryError::Store(_))));
}

#[test]
fn stories_join_where_the_store_has_them() {
    let folder = store();
    assert!(refused(folder.path(), "SELECT * FROM events_by_story").contains("no table `events_by_story`"));
    let stories = "SELECT doc, 'story of ' || published AS story FROM documents";
    let mut out = Vec::new();
    onrecord_query::Format::Parquet.write(open(folder.path()).query(stories).unwrap(), &mut out).unwrap();
    fs::create_dir_all(folder.path().join("derived/stories")).unwrap();
    fs::write(folder.path().join("derived/stories/table.parquet"), out).unwrap();
    let sql = "SELECT story, type, copies FROM events_by_story WHERE type = 'ACCUSE' ORDER BY story";
    assert_eq!(
        csv(folder.path(), sql),
        "story,type,copies\nstory of 2026-03-01,ACCUSE,2\nstory of 2026-04-02,ACCUSE,1\n"
    );
}

#[test]
fn nothing_is_changed_whatever_is_asked() {
    let folder = store();
    let copy = folder.path().join("copy.csv");
    for sql in [
        "CREATE TABLE mine AS SELECT 1".to_owned(),
        "CREATE VIEW mine AS SELECT 1".into(),
        "CREATE EXTERNAL TABLE mine STORED AS CSV LOCATION '/tmp'".into(),
        "DROP TABLE events".into(),
        "INSERT INTO times SELECT * FROM times".into(),
        "DELETE FROM events".into(),
        "UPDATE events SET type = 'AID'".into(),
        "TRUNCATE TABLE events".into(),
        "ALTER TABLE events ADD COLUMN a INT".into(),
        format!("COPY events TO '{}'", copy.display()),
        "SET datafusion.execution.batch_size = 1".into(),
        "EXPLAIN ANALYZE DELETE FROM events".into(),
        "SELECT 1 INTO mine".into(),
        "BEGIN".into(),
    ] {
        let said = refused(folder.path(), &sql);
        assert!(
            said.contains("is refused") || said.contains("no SQL") || said.contains("not supported"),
            "{sql}: {said}"
        );
    }
    assert!(!copy.exists());
    assert_eq!(csv(folder.path(), "SELECT count(*) AS n FROM events"), "n\n9\n");
    assert!(
        refused(folder.path(), "DROP TABLE events").starts_with("DROP TABLE is refused: a store is only read here")
    );
    for file in ["/etc/passwd", "events/000001.parquet"] {
        assert!(
            refused(folder.path(), &format!("SELECT * FROM '{file}'")).contains("no table"),
            "files have no names here"
        );
    }
}

#[test]
fn mistakes_are_told_with_their_place_and_the_name_that_was_meant() {
    let folder = store();
    let said = refused(folder.path(), "SELECT *\nFROM event");
    assert_eq!(said, "no table `event`; did you mean `events`?\n  line 2, column 6\n  FROM event\n       ^");
    let said = refused(folder.path(), "SELECT pictures.* FROM pictures");
    assert!(said.starts_with("no table `pictures`; there are: documents, entities, event_days,"), "{said}");
    let said = refused(folder.path(), "SELECT staus FROM events");
    assert!(said.starts_with("no column `staus`; did you mean `status`?\n  line 1, column 8"), "{said}");
    let said = refused(folder.path(), "SELECT type FORM events");
    assert!(said.starts_with("this is no SQL: ") && said.contains("line 1, column "), "{said}");
    let said = refused(folder.path(), "SELECT 'open FROM events");
    assert!(said.contains("line 1, column 8"), "{said}");
    assert!(refused(folder.path(), " ").starts_with("the query is empty"));
    assert!(refused(folder.path(), "SELECT 1; SELECT 2").starts_with("2 queries at once"));
    assert!(refused(folder.path(), "SELECT nosuch(type) FROM events").contains("nosuch"));
    assert!(refused(folder.path(), "SELECT cast(type AS INT) FROM events").starts_with("the query stopped: "));
}

/// Deep queries either run or are refused; a stack that overflows would end the whole test.
#[test]
fn deep_queries_do_no_harm() {
    let folder = store();
    let brackets = |depth: usize| format!("SELECT {}1{} AS n", "(".repeat(depth), ")".repeat(depth));
    let sums = |count: usize| format!("SELECT 0{} AS n", " + 1".repeat(count));
    let ors =
        |count: usize| format!("SELECT count(*) AS n FROM events WHERE false{}", " OR type = 'AID'".repeat(count));
    let unions = |count: usize| format!("SELECT 1 AS n{}", " UNION ALL SELECT 1 AS n".repeat(count));
    let nested = |depth: usize| {
        format!("SELECT count(*) AS n FROM {}events{}", "(SELECT * FROM ".repeat(depth), " AS t)".repeat(depth))
    };
    assert_eq!(csv(folder.path(), &brackets(50)), "n\n1\n");
    assert_eq!(csv(folder.path(), &sums(1_500)), "n\n1500\n");
    assert_eq!(csv(folder.path(), &ors(900)), "n\n0\n");
    assert_eq!(csv(folder.path(), &unions(300)).lines().count(), 302);
    assert_eq!(csv(folder.path(), &nested(40)), "n\n9\n");
    for sql in [brackets(10_000), sums(100_000), ors(100_000), unions(50_000), nested(10_000)] {
        let said = refused(folder.path(), &sql);
        assert!(
            said.starts_with("the query is nested")
                || said.starts_with("the query has more than")
                || said.starts_with("the query is 1"),
            "{said}"
        );
    }
}

#[test]
fn rows_that_nobody_takes_are_not_made() {
    let folder = store();
    let mut rows = open(folder.path())
        .query("SELECT a.n FROM (SELECT unnest(range(0, 100000)) AS n) a, (SELECT unnest(range(0, 1000000)) AS m) b")
        .unwrap();
    assert!(rows.next().unwrap().unwrap().num_rows() > 0);
    drop(rows); // ends at once, though there would be rows for hours
}

#[test]
fn sorting_more_than_memory_holds_goes_to_the_disk() {
    let folder = store();
    // Two sorts and what joins them: below some 50 MB the one that ends first may leave the last too little.
    let database = Database::open(folder.path(), Means { threads: 2, megabytes: 64 }).unwrap();
    let sql = "SELECT repeat('x', 200) || a || b AS wide
               FROM (SELECT unnest(range(0, 400)) AS a), (SELECT unnest(range(0, 1000)) AS b) ORDER BY wide DESC";
    let rows: usize = database.query(sql).unwrap().map(|batch| batch.unwrap().num_rows()).sum();
    assert_eq!(rows, 400_000);
}

/// A query that names documents reads only the segments in which they stand, and finds them there.
#[test]
fn documents_that_are_named_are_found() {
    let folder = store();
    let docs = csv(folder.path(), "SELECT doc FROM documents ORDER BY published, publisher");
    let docs: Vec<&str> = docs.lines().skip(1).collect();
    let count = |condition: &str| csv(folder.path(), &format!("SELECT count(*) AS n FROM events WHERE {condition}"));
    assert_eq!(count(&format!("doc = '{}'", docs[0])), "n\n3\n");
    assert_eq!(count(&format!("doc IN ('{}', '{}') AND type = 'ACCUSE'", docs[0], docs[2])), "n\n2\n");
    let list = docs.iter().map(|doc| format!("'{doc}'")).collect::<Vec<_>>().join(", ");
    assert_eq!(count(&format!("doc IN ({list}, 'none', '{}')", "0".repeat(32))), "n\n9\n");
    assert_eq!(count(&format!("doc IN ({list}) AND doc <> '{}'", docs[1])), "n\n6\n");
    assert_eq!(count("doc = 'none'"), "n\n0\n");
    let joined = format!(
        "SELECT e.type, d.publisher FROM events e JOIN documents d ON d.doc = e.doc WHERE e.doc = '{}' AND e.type = 'ACCUSE'",
        docs[2]
    );
    assert_eq!(csv(folder.path(), &joined), "type,publisher\nACCUSE,Harbour Wire\n");
    let plan = |condition: &str| csv(folder.path(), &format!("EXPLAIN SELECT type FROM events WHERE {condition}"));
    let files = |condition: &str| plan(condition).matches(".parquet").count();
    assert_eq!((files("type = 'ACCUSE'"), files(&format!("doc = '{}'", docs[2]))), (2, 1));
}

/// An opened store shows the moment of its opening; what it knows of documents then is not what the catalogue says later.
#[test]
fn documents_that_are_named_are_found_after_the_store_has_changed() {
    let folder = store();
    let database = open(folder.path());
    let docs = csv(folder.path(), "SELECT doc FROM documents ORDER BY published DESC");
    let doc = docs.lines().nth(1).unwrap().to_owned();
    add(folder.path(), &[article("a4", "2026-05-01", "Fjord Post", "Per Ek")]);
    let later = csv(folder.path(), "SELECT doc FROM documents ORDER BY published DESC");
    let new = later.lines().nth(1).unwrap();
    let count = |doc: &str| {
        let rows = database.query(&format!("SELECT count(*) AS n FROM events WHERE doc = '{doc}'")).unwrap();
        rows.grid(1).unwrap().count(0, "n")
    };
    assert_eq!((count(&doc), count(new)), (3, 0));
}
