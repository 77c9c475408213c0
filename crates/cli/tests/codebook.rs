//! `onrecord codebook`, as a user meets it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod program;

use program::{Folder, run};

#[test]
fn the_shipped_codebook_is_sound_and_can_be_looked_at() {
    let check = run(&["codebook", "check"]);
    assert_eq!(check.status, 0, "{}{}", check.out, check.err);
    assert!(check.out.lines().last().unwrap().starts_with("plover@"), "{}", check.out);
    let table = run(&["codebook", "show"]);
    assert_eq!(
        table.out.lines().filter(|line| line.contains("_conflict") || line.contains("_cooperation")).count(),
        16
    );
    let page = run(&["codebook", "show", "CONSULT"]);
    assert!(page.out.starts_with("CONSULT (verbal_cooperation, +2.5, CAMEO 040)\n"), "{}", page.out);
    assert!(page.out.contains("\n  phone (+1.5, CAMEO 041): "), "{}", page.out);
    let unknown = run(&["codebook", "show", "PEACE"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("there is no type PEACE; there are: ACCUSE, AGREE"), "{}", unknown.err);
}

#[test]
fn a_folder_is_checked_by_line() {
    let folder = Folder::new(&[]);
    std::fs::create_dir(folder.0.path().join("types")).unwrap();
    let write = |text: &str| std::fs::write(folder.0.path().join("types/LOOTING.toml"), text).unwrap();
    write("definition = 'Theft.'\nquad = 'material_conflict'\nlexicon = [\n  { verb = 'loot +at:$shop' },\n]\n");
    let broken = run(&["codebook", "check", &folder.path("")]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("types/LOOTING.toml:4: there is no class of words `$shop`"), "{}", broken.err);
    write("definition = 'Theft.'\nquad = 'material_conflict'\nscore = 4.0\nexamples = [{ text = 'Youths looted.' }]\n");
    let odd = run(&["codebook", "check", &folder.path("")]);
    assert_eq!(odd.status, 1);
    assert!(odd.out.contains("[score-sign of LOOTING]"), "{}", odd.out);
    assert!(odd.out.contains("types/LOOTING.toml:4: the example has no anchor"), "{}", odd.out);
}
