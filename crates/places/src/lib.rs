//! Places: from toponyms to coordinates, country and division.
