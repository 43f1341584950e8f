//! Walks each telling inwards to its origin and counts origins.
