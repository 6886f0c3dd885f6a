"""The closed lists about plans, agreements, programmes, places and what was promised."""

from graph.kinds.word_list import read_choices

SITE_KINDS = read_choices("""
family_hub: family hub | family hubs = One place where families find help of many kinds. ~ hub; family centre; best start family hub; main hub
delivery_site: delivery site | delivery sites = A place where services of a hub are given. ~ spoke; outreach site; satellite; clinic; library
childrens_centre: children's centre | children's centres = A centre for families with young children. ~ Sure Start centre; Sure Start; children centre
""")
FOOTPRINT_KINDS = read_choices("""
council: council = The ground of a council. ~ local authority area; county; borough; unitary
locality: locality = A part of the council's ground. ~ district; cluster; ward; neighbourhood; quadrant
safeguarding: safeguarding = The ground of safeguarding arrangements. ~ safeguarding partnership area
health: health = The ground of an integrated care system, or a place in it. ~ ICS; ICB area; place; CCG area
police: police = The ground of a police force. ~ force area; basic command unit; BCU
""")
PLAN_KINDS = read_choices("""
early_help_strategy: early help strategy = How families get help before things get worse. ~ prevention strategy; early intervention strategy; family help strategy
implementation_plan: implementation plan = How a strategy is put into practice. ~ mobilisation plan; roll-out plan
annual_plan: annual plan = What a body will do this year. ~ business plan; work programme; forward plan; work plan
action_plan: action plan = Who does what, by when. ~ improvement plan; task list
delivery_plan: delivery plan = What is delivered, and how, with a grant. ~ grant plan; programme plan
hub_strategy: family hub strategy = What family hubs are for, and where. ~ family hubs model; hub vision; hub plan
cyp_plan: children and young people's plan = The area's plan for all its children. ~ CYPP; children's plan; children's strategy
needs_assessment: needs assessment = What families here need. ~ JSNA; joint strategic needs assessment; needs analysis
self_assessment: self-assessment = How the partners see their own progress. ~ maturity assessment; self-evaluation; SEF
engagement_strategy: engagement strategy = How families and communities are heard. ~ participation strategy; co-production strategy; communications strategy
best_start_local_plan: Best Start local plan = The plan for the early years that government asks for. ~ best start in life plan; BSIL plan
neighbourhood_health_plan: neighbourhood health plan = How health and care work together near home. ~ neighbourhood plan; integrated care strategy
governance_model: governance model = Who decides and who answers to whom. ~ governance framework; governance structure; constitution; arrangements
risk_register: risk register = What could go wrong, and what is done about it. ~ risk log; RAID log
theory_of_change: theory of change = Why what is done should help. ~ logic model; outcomes framework
guidance: guidance = What others say should be done. ~ statutory guidance; standards; Working Together
procedures: procedures = How things are done, step by step. ~ protocol; policy; threshold document; pathway
""")
AGREEMENT_KINDS = read_choices("""
information_sharing: information sharing agreement = Which information partners share, and how. ~ ISA; data sharing agreement; DSA; information sharing protocol
safeguarding_review: safeguarding review = An agreement about a review of safeguarding. ~ CSPR; child safeguarding practice review; serious case review; rapid review
memorandum: memorandum = What partners mean to do together, not bound by law. ~ MOU; memorandum of understanding; concordat; compact
delegation: delegation = Powers that one gives to another. ~ delegation agreement; delegated powers; letter of delegation
section_75: section 75 agreement = NHS and council pool money or act for each other, under the NHS Act 2006. ~ S75; s.75; pooled budget agreement; pooled fund
terms_of_reference: terms of reference = What a body is for and how it works. ~ ToR; terms; constitution; standing orders
partnership_agreement: partnership agreement = What partners have agreed to be to each other. ~ collaboration agreement; consortium agreement; inter-agency agreement
scheme_of_delegation: scheme of delegation = Who in an organisation may decide what. ~ scheme of reservation and delegation; SoRD; officer scheme; delegation scheme
published_arrangements: published arrangements = How safeguarding partners work together, as they must publish. ~ MASA; multi-agency safeguarding arrangements; safeguarding arrangements
""")
PROGRAMME_KINDS = read_choices("""
start_for_life: Start for Life | 2022-08-08 to 2026-03-31 = The national programme for family hubs and the first two years. ~ family hubs and start for life programme; FHSFL
transformation_fund: Transformation Fund = The national fund to open family hubs. ~ family hubs transformation fund; FHTF
local_grant: local grant = Money given locally. ~ council grant; ICB grant; charitable grant
delivery: delivery = A programme that delivers services. ~ service programme; contract
other: other = Any other programme. ~ Supporting Families; best start family hubs; pilot; pathfinder
""")
COMMITMENT_KINDS = read_choices("""
family_governance: families in governance = Families are to have a part in deciding. ~ parents on the board; co-production
other: other = Any other intention on record. ~ ambition; pledge; aspiration
""")
MATTER_KINDS = read_choices("""
budget: budget = Money: how much, and for what. ~ funding; contributions; pooled budget; spending
plan: plan = A strategy or plan is agreed or changed. ~ strategy; business plan; priorities; annual report
policy: policy = A policy or procedure is agreed or changed. ~ procedures; thresholds; protocol
appointment: appointment = Who holds a post, a seat or the chair. ~ chair; recruitment; membership
terms: terms of a body = What a body is for and how it works. ~ terms of reference; constitution; arrangements
commissioning: commissioning = Which services are bought, and from whom. ~ procurement; tender; reviews commissioned
contract: contract = A contract is signed, changed or ended. ~ contract award; contract variation
staffing: staffing = Who is employed, and how. ~ workforce; business unit; recruitment of staff
structure: structure = Bodies and groups are set up or closed. ~ subgroups; task groups; governance structure
data_sharing: data sharing = What information is shared, and with whom. ~ information sharing; information governance
case_escalation: escalation of a case = Practitioners disagree about a child, and ask for more senior eyes. ~ professional disagreement; case dispute
dispute: dispute = Partners disagree with one another. ~ disagreement between partners; dispute resolution; conflict
urgent: urgent decision = What cannot wait for the next meeting. ~ urgent action; chair's action; emergency decision
other: other = Any other matter. ~ communications; training; risk
""")
DECISION_OUTCOMES = read_choices("""
agreed: agreed = It was agreed. ~ approved; resolved; passed; carried; ratified
refused: refused = It was not agreed. ~ rejected; declined; lost; not approved
deferred: deferred = It was put off. ~ postponed; adjourned; referred back
noted: noted = It was noted, and nothing was decided. ~ received; for information; taken note of
""")
RIGHTS = read_choices("""
decides: decides = It is theirs to decide. ~ approves; final decision; accountable; signs off
must_agree: must agree = Without their agreement nothing is decided. ~ joint decision; consent; veto; ratifies
recommends: recommends = They propose, and others decide. ~ proposes; endorses
is_consulted: is consulted = They are asked first. ~ consulted; consultee; advises
is_informed: is informed = They are told. ~ informed; for information; notified
""")
APPOINTED = read_choices("""
chair: the chair = Who chairs it. ~ chairperson; independent chair
members: members = Who sits on it. ~ membership; seats; representatives
holder: the holder = Who holds the post. ~ postholder; officer
terms: its terms = What its terms of reference say. ~ terms of reference; constitution
founded: the body itself = That it exists: who set it up. ~ established; set up; created
""")
APPOINTING_ACTS = read_choices("""
appoints: appoints = Theirs is the choice. ~ elects; selects; designates
nominates: nominates = They put a name forward. ~ proposes; puts forward
approves: approves = They agree to a choice of others. ~ confirms; ratifies; signs off
removes: removes = They can end it. ~ dismisses; dissolves; terminates
""")
SERVING_WORK = read_choices("""
secretariat: secretariat = Papers, minutes and dates. ~ minutes; clerking; democratic services; committee services
business_management: business management = The partnership's business from day to day. ~ business unit; partnership manager; coordination; programme office
legal_advice: legal advice = What the law allows and asks. ~ legal services; monitoring officer
finance: finance = Its money and accounts. ~ budget management; treasurer; section 151
data: data = Figures and reports. ~ analysis; performance reporting; intelligence
administration: administration = Rooms, post and bookings. ~ admin; business support
""")
