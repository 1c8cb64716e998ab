-- The public address that routes and URLs were planned for: below another one they are planned again.

ALTER TABLE route_generation ADD COLUMN planned_for text NOT NULL DEFAULT '';
