//! Pronouns: person, number and gender, and what agrees with them.

use onrecord_record::EntityType;

/// What a personal or possessive pronoun says of whom it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pronoun {
    /// "I", "my"
    I,
    /// "we", "our"
    We,
    /// "you", "your"
    You,
    /// "he", "his"
    He,
    /// "she", "her"
    She,
    /// "it", "its"
    It,
    /// "they", "their"
    They,
}

/// The pronoun of a form in small letters.
pub(crate) fn pronoun(form: &str) -> Option<Pronoun> {
    match form {
        "i" | "me" | "my" | "mine" | "myself" => Some(Pronoun::I),
        "we" | "us" | "our" | "ours" | "ourselves" => Some(Pronoun::We),
        "you" | "your" | "yours" | "yourself" | "yourselves" => Some(Pronoun::You),
        "he" | "him" | "his" | "himself" => Some(Pronoun::He),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::She),
        "it" | "its" | "itself" => Some(Pronoun::It),
        "they" | "them" | "their" | "theirs" | "themselves" | "themself" | "'em" => Some(Pronoun::They),
        _ => None,
    }
}

impl Pronoun {
    /// Whether it is somebody who speaks or is spoken to.
    pub(crate) const fn of_speech(self) -> bool {
        matches!(self, Self::I | Self::We | Self::You)
    }

    /// How well it agrees with an entity of a type that other pronouns have stood for, 0 to 1.
    pub(crate) fn agreement(self, of: EntityType, others: &[Self]) -> f32 {
        let clash = match self {
            Self::He => others.contains(&Self::She) || others.contains(&Self::It),
            Self::She => others.contains(&Self::He),
            Self::It => others.iter().any(|other| matches!(other, Self::He | Self::She | Self::I)),
            Self::I => others.iter().any(|other| matches!(other, Self::It | Self::They)),
            _ => false,
        };
        if clash {
            return 0.0;
        }
        match (self, of) {
            (Self::He | Self::She | Self::I, EntityType::Person) => 1.0,
            (Self::He | Self::She | Self::I, EntityType::Group | EntityType::Other) => 0.3,
            (Self::She, EntityType::Place | EntityType::Organization) => 0.1,
            (Self::He | Self::I, EntityType::Place | EntityType::Organization) => 0.0,
            (Self::It, EntityType::Person) => 0.1,
            (Self::It, EntityType::Group) => 0.4,
            (Self::They, EntityType::Person | EntityType::Place) => 0.5,
            _ => 1.0,
        }
    }
}
