"""Who said what in direct quotation."""
