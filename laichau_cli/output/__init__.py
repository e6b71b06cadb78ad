"""From records to bytes: the formats of machines, the tables of people, safety for both."""
