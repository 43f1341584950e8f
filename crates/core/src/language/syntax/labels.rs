//! The labels of syntax, in the order in which the network numbers them; `workshop/conllu.py` has
//! the same lists.

/// Makes an enum of labels with their names, numbered from 0.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident, else $other:ident: $($label:ident = $text:literal),+ $(,)?) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[expect(missing_docs, reason = "the labels are those of Universal Dependencies")]
        pub enum $name {
            $($label),+
        }

        impl $name {
            /// All labels, in the order of their numbers.
            const ALL: &[$name] = &[$($name::$label),+];

            /// Returns the label of a number of the network.
            pub(crate) fn of(number: u8) -> Self {
                Self::ALL.get(usize::from(number)).copied().unwrap_or($name::$other)
            }

            /// Returns the label as Universal Dependencies write it.
            pub fn text(self) -> &'static str {
                match self {
                    $($name::$label => $text),+
                }
            }
        }
    };
}

labels! {
    /// A universal part of speech.
    Tag, else Other:
    Adjective = "ADJ", Adposition = "ADP", Adverb = "ADV", Auxiliary = "AUX", Coordinator = "CCONJ", Determiner = "DET", Interjection = "INTJ",
    Noun = "NOUN", Number = "NUM", Particle = "PART", Pronoun = "PRON", ProperNoun = "PROPN", Punctuation = "PUNCT", Subordinator = "SCONJ",
    Symbol = "SYM", Verb = "VERB", Other = "X",
}

labels! {
    /// What a word is to its head: the universal relations, and the few subtypes that tell who did
    /// what.
    Relation, else Dep:
    Acl = "acl", RelativeClause = "acl:relcl", Advcl = "advcl", Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux",
    AuxPassive = "aux:pass", Case = "case", Cc = "cc", Ccomp = "ccomp", Compound = "compound", CompoundParticle = "compound:prt",
    Conj = "conj", Cop = "cop", Csubj = "csubj", Dep = "dep", Det = "det", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
    Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
    Possessor = "nmod:poss", Nsubj = "nsubj", NsubjPassive = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", Agent = "obl:agent",
    Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
    Xcomp = "xcomp",
}

impl Tag {
    /// Returns the tag that Universal Dependencies write so.
    pub(crate) fn named(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tag| tag.text() == text)
    }
}

/// What part of a name a word is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameLabel {
    /// None.
    Outside,
    /// The first word of a name.
    Begin(NameKind),
    /// A further word of a name.
    Inside(NameKind),
}

/// What a name names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// Somebody, with or without a title.
    Person,
    /// A body: a company, a ministry, an outlet.
    Organisation,
    /// A place, or the state that is there.
    Place,
    /// A people, a language, a work, an event, a law.
    Other,
}

impl NameLabel {
    /// Returns the label of a number of the network.
    pub(crate) fn of(number: u8) -> Self {
        let kind = match number {
            1 | 2 => NameKind::Person,
            3 | 4 => NameKind::Organisation,
            5 | 6 => NameKind::Place,
            7 | 8 => NameKind::Other,
            _ => return NameLabel::Outside,
        };
        if number % 2 == 1 {
            NameLabel::Begin(kind)
        } else {
            NameLabel::Inside(kind)
        }
    }

    /// Returns what the name names, of a word that is part of one.
    pub fn kind(self) -> Option<NameKind> {
        match self {
            NameLabel::Outside => None,
            NameLabel::Begin(kind) | NameLabel::Inside(kind) => Some(kind),
        }
    }
}
