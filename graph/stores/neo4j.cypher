// Statements of the shared store alone; each is found by its name.

// name: server
CALL dbms.components() YIELD name, versions
WHERE name = 'Neo4j Kernel'
RETURN versions AS `versions`

// name: is_empty
RETURN NOT EXISTS { MATCH (n) } AS `empty`

// name: editions
MATCH (m:Meta) WITH m.`incarnation` AS `incarnation`
MATCH (a:Area)
OPTIONAL MATCH (r:Revision {`id`: a.`id`})
RETURN `incarnation`, a.`id` AS `id`, r.`number` AS `number`

// name: turn
MATCH (m:Meta {`id`: $id}) RETURN m.`turn` AS `turn`

// name: take_turn
MATCH (m:Meta {`id`: $id}) SET m.`turn` = $turn

// name: hold
MATCH (m:Meta {`id`: $id}) SET m.`held` = true

// name: body_labels
MATCH (n:Body) WHERE n.`id` IN $ids
RETURN n.`id` AS `id`, n.`body_kind` AS `body_kind`, labels(n) AS `labels`
