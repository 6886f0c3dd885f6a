// Statements that do not depend on the kinds; each is found by its name.

// name: read_meta
MATCH (m:Meta) RETURN m.`schema_version` AS `schema_version`, m.`tables` AS `tables`

// name: keep_meta
MERGE (m:Meta {`id`: $id})
ON CREATE SET m.`schema_version` = $schema_version, m.`tables` = $tables, m.`changes` = 0
ON MATCH SET m.`schema_version` = $schema_version, m.`tables` = $tables

// name: keep_schema_version
MATCH (m:Meta) SET m.`schema_version` = $schema_version

// name: incarnation
MATCH (m:Meta) RETURN m.`incarnation` AS `incarnation`

// name: keep_incarnation
MATCH (m:Meta) SET m.`incarnation` = $incarnation

// name: journal_mark
MATCH (m:Meta) RETURN m.`journal` AS `seal`, m.`changes` AS `changes`

// name: keep_journal_mark
MATCH (m:Meta) SET m.`journal` = $seal

// name: count_changes
MATCH (m:Meta) RETURN m.`changes` AS `changes`

// name: keep_count
MATCH (m:Meta) SET m.`changes` = $changes

// name: slugs
MATCH (a:Area) RETURN a.`id` AS `id`

// name: revisions
MATCH (r:Revision) WHERE r.`id` IN $slugs RETURN r.`id` AS `id`, r.`number` AS `number`

// name: stamps
MATCH (r:Revision) WHERE r.`id` IN $slugs RETURN r.`id` AS `id`, r.`stamp` AS `stamp`

// name: keep_stamped_revisions
UNWIND $rows AS row
MERGE (r:Revision {`id`: row.`id`})
ON CREATE SET r.`number` = row.`number`, r.`stamp` = row.`stamp`
ON MATCH SET r.`number` = row.`number`, r.`stamp` =
  CASE WHEN r.`stamp` > row.`stamp` THEN r.`stamp` ELSE row.`stamp` END

// name: moments
MATCH (c:Change) WHERE $area IN c.`areas`
RETURN c.`position` AS `position`, c.`when` AS `when`

// name: keep_revisions
UNWIND $rows AS row
MERGE (r:Revision {`id`: row.`id`})
ON CREATE SET r.`number` = row.`number`
ON MATCH SET r.`number` = row.`number`

// name: batch
MATCH (b:Batch {`id`: $id}) RETURN b.`revision` AS `revision`, b.`whole` AS `whole`

// name: keep_batches
UNWIND $rows AS row
MERGE (b:Batch {`id`: row.`id`})
ON CREATE SET b.`revision` = row.`revision`, b.`whole` = row.`whole`

// name: meetings_needing
MATCH (m:Meeting)
WHERE m.`body` IN $ids
RETURN m.`id` AS `id`

// name: meetings_attended
UNWIND $ids AS wanted
MATCH (m:Meeting)
WHERE wanted IN m.`holders`
RETURN m.`id` AS `id`

// name: declarations_needing
MATCH (d:Declaration)
WHERE d.`subject` IN $ids
RETURN d.`id` AS `id`

// name: all_revisions
MATCH (r:Revision) RETURN r.`id` AS `id`, r.`number` AS `number`

// name: all_places
MATCH (p:Place)
RETURN p.`area` AS `area`, p.`layout` AS `layout`, p.`thing` AS `thing`, p.`x` AS `x`, p.`y` AS `y`

// name: change_ids
MATCH (c:Change) WHERE c.`id` IN $ids RETURN c.`id` AS `id`

// name: places
MATCH (p:Place)
WHERE p.`area` = $area AND p.`layout` = $layout
RETURN p.`thing` AS `thing`, p.`x` AS `x`, p.`y` AS `y`

// name: forget_places
MATCH (p:Place)
WHERE p.`area` = $area AND p.`layout` = $layout
DELETE p

// name: forget_some_places
UNWIND $rows AS row
MATCH (p:Place {`id`: row.`id`})
DELETE p

// name: keep_places
UNWIND $rows AS row
MERGE (p:Place {`id`: row.`id`})
ON CREATE SET p.`area` = row.`area`, p.`layout` = row.`layout`, p.`thing` = row.`thing`,
  p.`x` = row.`x`, p.`y` = row.`y`
ON MATCH SET p.`x` = row.`x`, p.`y` = row.`y`

// name: all_scenarios
MATCH (s:Scenario) RETURN s.`record` AS `record`

// name: scenarios
MATCH (s:Scenario) WHERE s.`area` = $area RETURN s.`record` AS `record`

// name: keep_scenarios
UNWIND $rows AS row
MERGE (s:Scenario {`id`: row.`id`})
ON CREATE SET s.`area` = row.`area`, s.`name` = row.`name`, s.`author` = row.`author`,
  s.`day` = row.`day`, s.`record` = row.`record`
ON MATCH SET s.`author` = row.`author`, s.`day` = row.`day`, s.`record` = row.`record`

// name: drop_scenario
MATCH (s:Scenario {`id`: $id}) DELETE s

// name: scenario
MATCH (s:Scenario {`id`: $id}) RETURN s.`record` AS `record`

// name: scenario_end
MATCH (e:ScenarioEnd {`id`: $id})
RETURN e.`area` AS `area`, e.`name` AS `name`, e.`version` AS `version`, e.`who` AS `who`,
  e.`when` AS `when`, e.`accepted` AS `accepted`, e.`revision` AS `revision`

// name: all_scenario_ends
MATCH (e:ScenarioEnd)
RETURN e.`area` AS `area`, e.`name` AS `name`, e.`version` AS `version`, e.`who` AS `who`,
  e.`when` AS `when`, e.`accepted` AS `accepted`, e.`revision` AS `revision`

// name: keep_scenario_ends
UNWIND $rows AS row
MERGE (e:ScenarioEnd {`id`: row.`id`})
ON CREATE SET e.`area` = row.`area`, e.`name` = row.`name`, e.`version` = row.`version`,
  e.`who` = row.`who`, e.`when` = row.`when`, e.`accepted` = row.`accepted`,
  e.`revision` = row.`revision`
ON MATCH SET e.`version` = row.`version`, e.`who` = row.`who`, e.`when` = row.`when`,
  e.`accepted` = row.`accepted`, e.`revision` = row.`revision`
