//! Which files a path means: itself, or the reports in a folder.

use std::path::{Path, PathBuf};

use sayso_containers::{ENDINGS, PAGE_ENDINGS, may_hold_reports, saved_with};
use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, reason};
use crate::fetch::Address;

/// Where one report comes from, or many.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Standard input, named `-`.
    Stdin,
    /// A file that was named: it is read whatever it is called.
    File(PathBuf),
    /// A file that stood in a folder. Folders hold pictures and settings as well, which are passed
    /// over in silence.
    Found(PathBuf),
    /// An address, as it was typed. Only `add` fetches it.
    Address(String),
}

impl Place {
    /// Returns the name by which the user knows it.
    pub(crate) fn name(&self) -> String {
        match self {
            Place::Stdin => "-".to_owned(),
            Place::File(path) | Place::Found(path) => path.to_string_lossy().into_owned(),
            Place::Address(address) => address.clone(),
        }
    }
}

/// Returns the files that the paths mean, in their order; folders from top to bottom in the order
/// of names.
pub(crate) fn places(paths: &[PathBuf]) -> (Vec<Place>, Vec<Error>) {
    let mut places = Vec::new();
    let mut failed = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            places.push(Place::Stdin);
        } else if Address::is_meant(path) {
            places.push(Place::Address(path.to_string_lossy().into_owned()));
        } else if path.is_dir() {
            folder(path, &mut places, &mut failed);
        } else {
            places.push(Place::File(path.clone()));
        }
    }
    (places, failed)
}

fn folder(path: &Path, places: &mut Vec<Place>, failed: &mut Vec<Error>) {
    let before = (places.len(), failed.len());
    // Links are followed, since piles are often made of them; a circle of links is found and named.
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
    for found in walk
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry) && !is_beside_its_page(entry))
    {
        match found {
            Ok(entry)
                if entry.file_type().is_file()
                    && may_hold_reports(&entry.file_name().to_string_lossy()) =>
            {
                places.push(Place::Found(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let name = error.path().unwrap_or(path).to_string_lossy().into_owned();
                let why = error.io_error().map_or_else(
                    || "a link leads back to a folder above it".to_owned(),
                    reason,
                );
                failed.push(
                    Error::input(&name, format!("{name} could not be read: {why}."))
                        .hint("Mend it, or leave it out."),
                );
            }
        }
    }
    if before == (places.len(), failed.len()) {
        let name = path.to_string_lossy();
        let kinds = ENDINGS.map(|ending| format!(".{ending}")).join(", ");
        failed.push(
            Error::input(&name, format!("The folder {name} holds no reports."))
                .hint(format!("In folders Sayso reads files ending in {kinds} or in nothing; name other files one by one.")),
        );
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Says whether a folder is what a browser saved beside a page: its pictures, its frames, its
/// adverts.
fn is_beside_its_page(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_dir()
        && saved_with(&name).is_some_and(|stem| {
            PAGE_ENDINGS.iter().any(|ending| {
                entry
                    .path()
                    .with_file_name(format!("{stem}.{ending}"))
                    .is_file()
            })
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(places: &[Place], root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        places
            .iter()
            .map(|place| place.name().replace(&root, ""))
            .collect()
    }

    #[test]
    fn a_folder_gives_its_reports_in_order() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path();
        fs::create_dir_all(path.join("b/.hidden")).expect("folders");
        for name in [
            "c.txt",
            "b/page.HTML",
            "b/.hidden/x.txt",
            ".x.txt",
            "a",
            "picture.jpg",
            "sayso.db",
        ] {
            fs::write(path.join(name), "x").expect("a file");
        }
        let (found, failed) = places(&[path.to_owned()]);
        assert_eq!(names(&found, path), ["a", "b/page.HTML", "c.txt"]);
        assert_eq!(failed, []);
    }

    #[test]
    fn what_was_saved_beside_a_page_is_no_report() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path();
        for name in [
            "page.html",
            "page_files/frame.html",
            "old.htm",
            "old.files/frame.html",
            "my_files/a.txt",
        ] {
            fs::create_dir_all(path.join(name).parent().expect("a folder")).expect("folders");
            fs::write(path.join(name), "x").expect("a file");
        }
        let (found, _) = places(&[path.to_owned()]);
        assert_eq!(
            names(&found, path),
            ["my_files/a.txt", "old.htm", "page.html"]
        );
    }

    #[test]
    fn a_file_that_is_named_is_taken_whatever_it_is_called() {
        let (found, _) = places(&[
            "picture.jpg".into(),
            "-".into(),
            "https://a.example/x".into(),
        ]);
        assert_eq!(
            found,
            [
                Place::File("picture.jpg".into()),
                Place::Stdin,
                Place::Address("https://a.example/x".to_owned())
            ]
        );
    }

    #[test]
    fn a_folder_without_reports_says_what_is_read() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("x.jpg"), "x").expect("a file");
        let (found, failed) = places(&[folder.path().to_owned()]);
        assert_eq!(found, []);
        assert!(
            failed[0].message().ends_with("holds no reports."),
            "{failed:?}"
        );
        assert!(
            failed[0].remedy().is_some_and(|hint| hint.contains(".txt")),
            "{failed:?}"
        );
    }
}
