-- Drop the tables of derived.sql, and those of earlier forms, for a store whose tables are of another form.
DROP TABLE IF EXISTS dyad_events;
DROP TABLE IF EXISTS dyad_months;
DROP TABLE IF EXISTS party_counts;
DROP TABLE IF EXISTS dyad_totals;
DROP TABLE IF EXISTS party_newest;
DROP TABLE IF EXISTS party_months;
DROP TABLE IF EXISTS event_mentions;
DROP TABLE IF EXISTS outlet_counts;
DROP TABLE IF EXISTS outlet_events;
DROP TABLE IF EXISTS outlet_pairs;
DROP TABLE IF EXISTS citations;
DROP TABLE IF EXISTS numbered;
DROP TABLE IF EXISTS party_acts;
DROP TABLE IF EXISTS words;
DROP TABLE IF EXISTS texts;
DROP TABLE IF EXISTS postings;
DROP TABLE IF EXISTS derived;
