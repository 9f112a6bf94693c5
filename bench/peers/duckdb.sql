-- The transitive query over the relations of bench/workspace/facts.mjs: which flow brings or shows which data set, and which
-- of that has an owner who has not permitted a keeper to have it. What is not stated is not held against anybody: a purpose
-- or a channel that is absent (-1) fits every permission, so that what is counted is what is wrong for certain.

-- What is where: the least set with what begins, what flows list, and what edges bring from what is there.
CREATE TABLE here AS
WITH RECURSIVE here(system, data) AS (
  SELECT system, data FROM begins
  UNION
  SELECT target, data FROM lists WHERE copies = 1
  UNION
  SELECT e.target, b.product
  FROM here h JOIN edges e ON e.source = h.system AND e.copies = 1
              JOIN brings b ON b.data = h.data AND b.label = e.label
)
SELECT * FROM here;

-- What each flow moves or shows, with what is inside it.
CREATE TABLE transfers AS
SELECT DISTINCT m.flow, i.part AS data
FROM (
  SELECT flow, data FROM lists
  UNION
  SELECT e.flow, b.product
  FROM here h JOIN edges e ON e.source = h.system AND e.flow >= 0
              JOIN brings b ON b.data = h.data AND b.label = e.label
) m JOIN inside i ON i.data = m.data;

-- Who has to have permitted it to whom: each owner to each keeper who is not that owner.
CREATE TABLE asked AS
SELECT t.flow, t.data, o.party AS owner, k.party AS keeper, f.action, f.purpose, f.channel, s.zone
FROM transfers t JOIN flows f ON f.flow = t.flow
                 JOIN systems s ON s.system = f.target
                 JOIN keepers k ON k.system = f.target
                 JOIN owners o ON o.data = t.data
WHERE k.party <> o.party;

CREATE TABLE requests AS
SELECT row_number() OVER () AS request, *
FROM (SELECT DISTINCT data, owner, keeper, action, purpose, channel, zone FROM asked);

-- Chains of permissions, whatever they are about: nobody passes on a permission more often than it says.
CREATE TABLE chains AS
WITH RECURSIVE growing(owner, keeper, action, links) AS (
  SELECT giver, taker, action, [permission] FROM permissions
  UNION ALL
  SELECT p.giver, g.keeper, g.action, list_append(g.links, p.permission)
  FROM growing g JOIN permissions p ON p.taker = g.owner AND p.action = g.action AND p.delegable >= len(g.links)
)
SELECT row_number() OVER () AS chain, * FROM growing;

-- What each link of a chain would have to cover.
CREATE TABLE links AS
SELECT r.request, c.chain, unnest(c.links) AS permission, r.data, r.purpose, r.channel, r.zone
FROM requests r JOIN chains c ON c.owner = r.owner AND c.keeper = r.keeper AND c.action = r.action;

-- (Which data, purposes and so on each permission covers is worked out for the pairs that occur: all would be far too many.)
CREATE TABLE covered AS
WITH pairs AS (SELECT DISTINCT permission, data FROM links)
SELECT DISTINCT p.permission, p.data
FROM pairs p JOIN names d ON d.data = p.data
             JOIN permitted_names n ON n.permission = p.permission AND n.name = d.name
UNION
SELECT n.permission, i.part FROM permitted_data n JOIN inside i ON i.data = n.data;

CREATE TABLE covered_purposes AS
SELECT DISTINCT n.permission, a.purpose FROM permitted_purposes n JOIN purposes a ON a.name = n.name;

CREATE TABLE granted AS
SELECT DISTINCT request FROM (
  SELECT l.request, l.chain
  FROM links l JOIN permissions p ON p.permission = l.permission
               LEFT JOIN covered d ON d.permission = l.permission AND d.data = l.data
               LEFT JOIN covered_purposes u ON u.permission = l.permission AND u.purpose = l.purpose
               LEFT JOIN permitted_zones z ON z.permission = l.permission AND z.zone = l.zone
               LEFT JOIN permitted_channels c ON c.permission = l.permission AND c.channel = l.channel
  GROUP BY l.request, l.chain
  HAVING bool_and(d.data IS NOT NULL
                  AND (p.purposes = 0 OR l.purpose < 0 OR u.purpose IS NOT NULL)
                  AND (p.zones = 0 OR z.zone IS NOT NULL)
                  AND (p.channels = 0 OR l.channel < 0 OR c.channel IS NOT NULL))
);

CREATE TABLE violations AS
SELECT DISTINCT a.flow, a.data
FROM asked a JOIN requests q USING (data, owner, keeper, action, purpose, channel, zone)
WHERE q.request NOT IN (SELECT request FROM granted);
