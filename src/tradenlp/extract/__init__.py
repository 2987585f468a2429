"""From a cleaned article to facts: one room per kind of fact, all with the same doors."""
