//! The gazetteer in memory: towns and divisions by name. `data/README.md` says where they come from, `training/gazetteer.py` how the file
//! is laid out.
//!
//! The file is unpacked on first use, in one pass and without a map: names stay one sorted stretch of bytes with the places where each
//! begins, and are found by bisection; what is known of a place stands in columns. About seven megabytes, some ten milliseconds.

use std::cmp::Ordering;
use std::sync::LazyLock;

use crate::spelling::fold;

/// The gazetteer that is compiled in; empty where its bytes are broken, which a test rules out.
pub(crate) static GAZETTEER: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::unpack(include_bytes!("../data/gazetteer.zst")).unwrap_or_default());

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Town or village.
    Town,
    /// The largest town of a division.
    Seat,
    /// The capital of a state.
    Capital,
    /// A first-order division.
    Division,
}

/// How a name belongs to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Its first name.
    First,
    /// Another name, or the name in another language.
    Other,
    /// Only the consonants agree.
    Rough,
}

/// Number of a place, in the order of first names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Feature(u32);

/// A state as the gazetteer knows it.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Alpha-3 code.
    pub(crate) code: String,
    /// Degrees north of where its people live.
    pub(crate) lat: f64,
    /// Degrees east.
    pub(crate) lon: f64,
    /// GeoNames id.
    pub(crate) geonames: u32,
}

/// What is known of towns and divisions.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    states: Vec<State>,
    /// Features that are divisions, in order.
    divisions: Vec<Feature>,
    sort: Vec<u8>,
    state: Vec<u8>,
    division: Vec<u16>,
    size: Vec<u8>,
    lat: Vec<i16>,
    lon: Vec<i16>,
    id: Vec<u32>,
    /// All names, sorted by their folded form; rough forms, which begin with `~`, at the end.
    letters: Vec<u8>,
    /// Where each name begins, and where the last ends.
    begins: Vec<u32>,
    naming: Vec<u8>,
    /// Feature of each name.
    named: Vec<u32>,
    /// Name by which each feature is called first.
    first_name: Vec<u32>,
    /// Where the rough forms begin.
    plain: usize,
}

/// The file is not one that `training/gazetteer.py` wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Broken {
    /// It does not unpack.
    #[error("the gazetteer does not unpack")]
    Packing,
    /// It ends too soon.
    #[error("the gazetteer ends too soon")]
    Short,
    /// It refers to something that it does not have.
    #[error("the gazetteer refers to what it does not hold")]
    Reference,
}

/// The bytes not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Broken> {
        let (head, tail) = self.0.split_at_checked(count).ok_or(Broken::Short)?;
        self.0 = tail;
        Ok(head)
    }

    fn number(&mut self) -> Result<usize, Broken> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    }

    /// A column of which the bytes of one place value stand together.
    fn column<const N: usize, T>(&mut self, count: usize, value: impl Fn([u8; N]) -> T) -> Result<Vec<T>, Broken> {
        let bytes = self.take(count.checked_mul(N).ok_or(Broken::Short)?)?;
        Ok((0..count).map(|i| value(std::array::from_fn(|place| bytes[place * count + i]))).collect())
    }
}

impl Gazetteer {
    /// Reads the packed file.
    pub(crate) fn unpack(packed: &[u8]) -> Result<Self, Broken> {
        let bytes = zstd::decode_all(packed).map_err(|_| Broken::Packing)?;
        let mut rest = Rest(&bytes);
        let (states, divisions) = (rest.number()?, rest.number()?);
        let (features, names) = (rest.number()?, rest.number()?);
        let mut gazetteer = Self::default();
        for _ in 0..states {
            let row = rest.take(13)?;
            let degrees = |at: usize| f64::from(i16::from_le_bytes([row[at], row[at + 1]])) / 100.0;
            gazetteer.states.push(State {
                code: String::from_utf8_lossy(&row[2..5]).into_owned(),
                lat: degrees(5),
                lon: degrees(7),
                geonames: u32::from_le_bytes([row[9], row[10], row[11], row[12]]),
            });
        }
        gazetteer.sort = rest.take(features)?.to_vec();
        gazetteer.state = rest.take(features)?.to_vec();
        gazetteer.division = rest.column(features, u16::from_le_bytes)?;
        gazetteer.size = rest.take(features)?.to_vec();
        gazetteer.lat = rest.column(features, i16::from_le_bytes)?;
        gazetteer.lon = rest.column(features, i16::from_le_bytes)?;
        gazetteer.id = rest.column(features, u32::from_le_bytes)?;
        gazetteer.names(&mut rest, names)?;
        let all = 0..u32::try_from(features).map_err(|_| Broken::Reference)?;
        gazetteer.divisions = all.map(Feature).filter(|&f| gazetteer.sort(f) == Sort::Division).collect();
        let known = gazetteer.named.iter().all(|&feature| (feature as usize) < features)
            && gazetteer.first_name.len() == features
            && gazetteer.divisions.len() == divisions
            && gazetteer.state.iter().all(|&state| usize::from(state) < states)
            && gazetteer.division.iter().all(|&d| d == u16::MAX || usize::from(d) < divisions);
        if known { Ok(gazetteer) } else { Err(Broken::Reference) }
    }

    /// Reads the names, each of which keeps some bytes of the one before.
    fn names(&mut self, rest: &mut Rest, names: usize) -> Result<(), Broken> {
        let letters = rest.number()?;
        let (kept, new, naming) = (rest.take(names)?, rest.take(names)?, rest.take(names)?);
        let mut letters = Rest(rest.take(letters)?);
        let firsts = naming.iter().filter(|&&sort| sort == 0).count();
        let mut others = rest.column(names - firsts, u32::from_le_bytes)?.into_iter();
        self.naming = naming.to_vec();
        self.letters = Vec::with_capacity(names * 10);
        self.begins = Vec::with_capacity(names + 1);
        let (mut before, mut first) = (0, 0);
        for name in 0..names {
            let at = self.letters.len();
            let end = before + usize::from(kept[name]);
            if end > at {
                return Err(Broken::Reference);
            }
            self.letters.extend_from_within(before..end);
            self.letters.extend_from_slice(letters.take(usize::from(new[name]))?);
            let number = |n: usize| u32::try_from(n).map_err(|_| Broken::Reference);
            self.begins.push(number(at)?);
            if naming[name] == 0 {
                self.first_name.push(number(name)?);
                self.named.push(first);
                first += 1;
            } else {
                self.named.push(others.next().ok_or(Broken::Reference)?);
            }
            before = at;
        }
        self.begins.push(u32::try_from(self.letters.len()).map_err(|_| Broken::Reference)?);
        self.plain = naming.partition_point(|&sort| sort != 2);
        Ok(())
    }

    fn name(&self, index: usize) -> &str {
        let (Some(&from), Some(&to)) = (self.begins.get(index), self.begins.get(index + 1)) else { return "" };
        std::str::from_utf8(&self.letters[from as usize..to as usize]).unwrap_or_default()
    }

    /// The places that have a name of this folded form.
    pub(crate) fn named(&self, folded: &str) -> impl Iterator<Item = (Feature, Naming)> {
        let order = |index: usize| {
            let name = self.name(index);
            // Most names are folded already but for a capital.
            if name.is_ascii() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') {
                name.cmp(folded)
            } else {
                fold(name).as_str().cmp(folded)
            }
        };
        self.alike(0, self.plain, order)
    }

    /// The places that have a name of these consonants.
    pub(crate) fn roughly_named(&self, rough: &str) -> impl Iterator<Item = (Feature, Naming)> {
        self.alike(self.plain, self.naming.len(), |index| self.name(index)[1..].cmp(rough))
    }

    fn alike(
        &self,
        from: usize,
        to: usize,
        order: impl Fn(usize) -> Ordering,
    ) -> impl Iterator<Item = (Feature, Naming)> {
        let bisect = |beyond: Ordering| {
            let (mut low, mut high) = (from, to);
            while low < high {
                let middle = low.midpoint(high);
                let ahead = order(middle);
                if ahead == Ordering::Less || ahead == beyond {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        let (first, end) = (bisect(Ordering::Less), bisect(Ordering::Equal));
        (first..end).map(|index| {
            let naming = match self.naming[index] {
                0 => Naming::First,
                1 => Naming::Other,
                _ => Naming::Rough,
            };
            (Feature(self.named[index]), naming)
        })
    }

    /// The name that we give a place.
    pub(crate) fn first_name(&self, feature: Feature) -> &str {
        self.name(self.first_name[feature.0 as usize] as usize)
    }

    /// What sort of place it is.
    pub(crate) fn sort(&self, feature: Feature) -> Sort {
        match self.sort[feature.0 as usize] % 4 {
            0 => Sort::Town,
            1 => Sort::Seat,
            2 => Sort::Capital,
            _ => Sort::Division,
        }
    }

    /// 0 to 3, by how many names it has in the languages of the world.
    pub(crate) fn fame(&self, feature: Feature) -> f64 {
        f64::from(self.sort[feature.0 as usize] / 4)
    }

    /// The state that it lies in.
    pub(crate) fn state(&self, feature: Feature) -> &State {
        &self.states[usize::from(self.state[feature.0 as usize])]
    }

    /// The state of that alpha-3 code.
    pub(crate) fn state_by_code(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }

    /// The division that it lies in; a division lies in itself.
    pub(crate) fn division(&self, feature: Feature) -> Option<Feature> {
        self.divisions.get(usize::from(self.division[feature.0 as usize])).copied()
    }

    /// Decimal logarithm of the number of inhabitants; a place of unknown number counts as one of a thousand.
    pub(crate) fn log_inhabitants(&self, feature: Feature) -> f64 {
        match self.size[feature.0 as usize] {
            0 => 3.0,
            size => f64::from(size) / 4.0 * std::f64::consts::LOG10_2,
        }
    }

    /// Degrees north and east.
    pub(crate) fn point(&self, feature: Feature) -> (f64, f64) {
        let at = feature.0 as usize;
        (f64::from(self.lat[at]) / 100.0, f64::from(self.lon[at]) / 100.0)
    }

    /// GeoNames id.
    pub(crate) fn geonames(&self, feature: Feature) -> Option<u32> {
        Some(self.id[feature.0 as usize]).filter(|&id| id != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::rough;

    fn all(gazetteer: &Gazetteer) -> impl Iterator<Item = Feature> {
        (0..u32::try_from(gazetteer.sort.len()).unwrap()).map(Feature)
    }

    #[test]
    fn the_shipped_file_unpacks_and_a_cut_one_is_refused() {
        let packed = include_bytes!("../data/gazetteer.zst");
        let gazetteer = Gazetteer::unpack(packed).unwrap();
        assert!(gazetteer.sort.len() > 100_000);
        assert_eq!(Gazetteer::unpack(&packed[..packed.len() / 2]).err(), Some(Broken::Packing));
        let cut = zstd::encode_all(&[3_u8, 0, 0, 0, 9, 0, 0, 0][..], 1).unwrap();
        assert_eq!(Gazetteer::unpack(&cut).err(), Some(Broken::Short));
    }

    #[test]
    fn names_are_sorted_by_the_form_that_we_compare() {
        let folded: Vec<String> = (0..GAZETTEER.plain).map(|index| fold(GAZETTEER.name(index))).collect();
        let wrong = folded.windows(2).find(|pair| pair[0] > pair[1]);
        assert_eq!(wrong, None);
        let roughs: Vec<&str> = (GAZETTEER.plain..GAZETTEER.naming.len()).map(|index| GAZETTEER.name(index)).collect();
        assert!(roughs.is_sorted() && roughs.iter().all(|name| name.starts_with('~')));
    }

    #[test]
    fn every_place_is_found_by_its_name_and_its_consonants() {
        // One in seventeen, for the time it takes without optimisation.
        for feature in all(&GAZETTEER).step_by(17) {
            let name = GAZETTEER.first_name(feature);
            assert!(GAZETTEER.named(&fold(name)).any(|found| found == (feature, Naming::First)), "{name}");
        }
        let russian =
            all(&GAZETTEER).step_by(5).filter(|&f| GAZETTEER.state(f).code == "RUS" && GAZETTEER.sort(f) == Sort::Town);
        for feature in russian {
            let consonants = rough(GAZETTEER.first_name(feature));
            let found = GAZETTEER.roughly_named(&consonants).any(|(other, _)| other == feature);
            assert!(found || consonants.len() < 3, "{}", GAZETTEER.first_name(feature));
        }
    }

    #[test]
    fn states_points_and_ids_hold() {
        for state in &GAZETTEER.states {
            let known = state.code == "XKX" || rust_iso3166::from_alpha3(&state.code).is_some();
            assert!(known && state.lat.abs() <= 90.0 && state.lon.abs() <= 180.0, "{state:?}");
        }
        let mut ids: Vec<u32> = all(&GAZETTEER).filter_map(|feature| GAZETTEER.geonames(feature)).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for feature in all(&GAZETTEER) {
            let (lat, lon) = GAZETTEER.point(feature);
            assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0, "{}", GAZETTEER.first_name(feature));
            if let Some(division) = GAZETTEER.division(feature) {
                assert_eq!(GAZETTEER.state(division).code, GAZETTEER.state(feature).code);
            }
        }
    }
}
