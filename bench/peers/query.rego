# The transitive query over a manifest as JSON: which flow brings or shows which data set, and which of that has an owner who
# has not permitted a keeper to have it. What is not stated is not held against anybody. The meaning is that of duckdb.sql.
package flowdown

at := "2019-01-04"

period(entry) := object.get(entry, "period", {})

active(entry) if {
	object.get(period(entry), "from", "") <= at
	at <= object.get(period(entry), "until", "9999")
}

begun(entry) if {
	object.get(period(entry), "from", "") <= at
	object.get(period(entry), "from", "") <= object.get(period(entry), "until", "9999")
}

# Names

upwards[name] := {above |
	parts := split(name, ".")
	some length in numbers.range(1, count(parts))
	above := concat(".", array.slice(parts, 0, length))
} if {
	some name in used_names
}

used_names contains entry.category if some entry in input.data

used_names contains entry.purpose if some entry in input.flows

inside[datum] := graph.reachable(parts, {datum}) if some datum, _ in input.data

parts[datum] := object.get(entry, "contains", []) if some datum, entry in input.data

owners[datum] := {input.data[source].owner | some source in graph.reachable(sources, {datum})} if some datum, _ in input.data

sources[datum] := object.get(entry, "derivedFrom", []) if some datum, entry in input.data

keepers[system] := {operator, object.get(entry, "custodian", operator)} if {
	some system, entry in input.systems
	operator := input.zones[entry.zone].operator
}

# Copies: nodes are a system with a data set. A flow that states categories takes out what is inside.

flows[id] := flow if {
	some id, flow in input.flows
	object.get(flow, "mode", "copy") != "view"
	begun(flow)
}

flows[id] := flow if {
	some id, flow in input.flows
	object.get(flow, "mode", "copy") == "view"
	active(flow)
}

lists(flow) := {datum | is_array(flow.data); some datum in flow.data}

# What a flow brings of a data set at its source.
brought(flow, datum) := {datum} if flow.data == "all"

brought(flow, datum) := {part |
	some part in inside[datum]
	some name in flow.categories
	name in upwards[input.data[part].category]
} if {
	flow.categories
}

open_flows[id] := flow if {
	some id, flow in flows
	flow.data == "all"
}

open_flows[id] := flow if {
	some id, flow in flows
	flow.categories
}

# Only the data sets that can be at a system at all would do; the graph knows that, so all are nodes here.
steps[[flow.from, datum]] contains [flow.to, product] if {
	some flow in open_flows
	object.get(flow, "mode", "copy") != "view"
	some datum, _ in input.data
	some product in brought(flow, datum)
}

steps[[system, datum]] contains [system, product] if {
	some system, entry in input.systems
	some product in entry.produces
	some source in input.data[product].derivedFrom
	some datum, _ in input.data
	source in inside[datum]
}

# Nodes that lead nowhere have to be keys too, or they would not be reached.
graph_steps[[system, datum]] := object.get(steps, [[system, datum]], set()) if {
	some system, _ in input.systems
	some datum, _ in input.data
}

roots contains [system, datum] if {
	some system, entry in input.systems
	some datum in entry.collects
}

roots contains [flow.to, datum] if {
	some flow in flows
	object.get(flow, "mode", "copy") != "view"
	some datum in lists(flow)
}

here := graph.reachable(graph_steps, roots)

held[system] contains datum if some [system, datum] in here

transfers contains [id, part] if {
	some id, flow in flows
	some datum in lists(flow)
	some part in inside[datum]
}

transfers contains [id, part] if {
	some id, flow in open_flows
	some datum in held[flow.from]
	some product in brought(flow, datum)
	some part in inside[product]
}

# Permissions

to[party] contains id if {
	some id, entry in input.authorizations
	active(entry)
	party := entry.to
}

covers(id, request) if {
	entry := input.authorizations[id]
	request.action in entry.actions
	names_data(entry, request.datum)
	fits(entry, "purposes", upwards[request.purpose])
	fits(entry, "zones", {request.zone})
	fits(entry, "channels", {request.channel})
}

covers(id, request) if {
	entry := input.authorizations[id]
	request.action in entry.actions
	names_data(entry, request.datum)
	not request.purpose
	fits(entry, "zones", {request.zone})
	fits(entry, "channels", {request.channel})
}

names_data(entry, datum) if {
	some name in entry.categories
	name in upwards[input.data[datum].category]
}

names_data(entry, datum) if {
	some named in entry.data
	datum in inside[named]
}

fits(entry, field, _) if not entry[field]

fits(entry, field, names) if {
	some name in names
	name in entry[field]
}

fits(_, "channels", names) if "" in names

# Three links are as deep as these workspaces go.
authorized(owner, keeper, _) if owner == keeper

authorized(owner, keeper, request) if {
	some a in to[keeper]
	covers(a, request)
	first := input.authorizations[a]
	first.by == owner
}

authorized(owner, keeper, request) if {
	some a in to[keeper]
	covers(a, request)
	some b in to[input.authorizations[a].by]
	object.get(input.authorizations[b], "delegable", 0) >= 1
	covers(b, request)
	input.authorizations[b].by == owner
}

authorized(owner, keeper, request) if {
	some a in to[keeper]
	covers(a, request)
	some b in to[input.authorizations[a].by]
	object.get(input.authorizations[b], "delegable", 0) >= 1
	covers(b, request)
	some c in to[input.authorizations[b].by]
	object.get(input.authorizations[c], "delegable", 0) >= 2
	covers(c, request)
	input.authorizations[c].by == owner
}

action(flow) := "view" if flow.mode == "view"

action(flow) := "hold" if object.get(flow, "mode", "copy") != "view"

violations contains [id, datum] if {
	some [id, datum] in transfers
	flow := flows[id]
	request := object.union(
		{"datum": datum, "action": action(flow), "zone": input.systems[flow.to].zone, "channel": object.get(flow, "channel", "")},
		object.filter(flow, {"purpose"}),
	)
	some owner in owners[datum]
	some keeper in keepers[flow.to]
	not authorized(owner, keeper, request)
}

answer := {"transfers": count(transfers), "violations": violations}
