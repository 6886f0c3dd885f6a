"""The closed lists about partners: sectors, posts, grades, and how a partner takes part."""

from graph.kinds.word_list import read_choices

SECTORS = read_choices("""
la_childrens: council, children's services = Social care and early help of the council, or of a trust or company that runs them for it. ~ children's social care; children's services; children's trust; children's company; early help service
la_education: council, education = The council's work with schools, attendance and special needs. ~ education service; SEND service; school improvement; virtual school
education: schools, early years settings and colleges = Those who teach and look after children. ~ school; academy trust; multi-academy trust; nursery; college; childminder
la_housing: council, housing = The council's housing and homelessness services. ~ housing; homelessness service; housing options
la_adults: council, adults' services = The council's social care for adults. ~ adult social care; adults' services
public_health: public health = The council's public health team. ~ public health team; health improvement
la_corporate: council, corporate = The council as a whole, its chief executive and central services. ~ council; local authority; chief executive's office; legal services; finance
elected_members: elected members = Councillors. ~ councillors; cabinet member; portfolio holder; members
icb: integrated care board (NHS) = The NHS body that commissions; until June 2022 a clinical commissioning group. ~ CCG; clinical commissioning group; NHS commissioner
nhs_community: NHS community services = Health visiting, school nursing and other care at home. ~ health visiting; school nursing; community health trust; 0-19 service; community trust
nhs_maternity: NHS maternity = Midwives and maternity services. ~ maternity; midwifery; maternity and neonatal voices
nhs_mental_health: NHS mental health = Mental health services for children, parents and adults. ~ CAMHS; CYPMHS; perinatal mental health; mental health trust
primary_care: primary care = General practices, pharmacies, dentists and their networks. ~ GP; GPs; primary care network; PCN; general practice
nhs: NHS (body not named) = The NHS, where the record does not say which part. ~ health; NHS trust; health trust
police: police = A police force and its officers. ~ constabulary; police force; chief constable
fire: fire and rescue = A fire and rescue service or authority. ~ fire service; fire brigade; fire authority
probation_youth_justice: probation and youth justice = Probation, and services for young people in trouble with the law. ~ probation; youth offending team; YOT; youth justice service; prison
youth_services: youth services = Youth work and youth clubs. ~ youth work; youth club; youth service
adult_services: services for adults (drugs and alcohol, domestic abuse) = Services for adults that bear on their families. ~ drug and alcohol service; substance misuse service; domestic abuse service; refuge
dwp_jobcentre: Jobcentre Plus = Jobcentres and the department that runs them. ~ DWP; jobcentre; JCP; Department for Work and Pensions
other_la: another council = A council other than the one the map is about. ~ district council; neighbouring council; borough council; town council; parish council
vcs: voluntary and community = Charities, community groups and social enterprises. ~ VCSE; VCFS; charity; third sector; voluntary sector; community group
faith: faith = Places of worship and groups of believers. ~ church; diocese; mosque; faith group
independent_provider: independent provider = A company that delivers services. ~ private provider; contractor; private company
university: university = A university or research institute. ~ higher education; research institute
families: parents and carers = Parents, carers and those who speak for them. ~ parents; carers; families; parent carer forum
young_people: young people = Children and young people themselves. ~ children; youth voice; care leavers
healthwatch: Healthwatch = The local voice of patients and the public. ~ patient voice; local Healthwatch
national: national body = A department or body for all of England. ~ DfE; Department for Education; NHS England; Ofsted; CQC; NCFH; Cafcass
nhs_acute: NHS hospitals = Hospitals for urgent and planned care. ~ acute trust; hospital trust; hospital; foundation trust; A&E
ambulance: ambulance service = An NHS ambulance service. ~ ambulance trust; paramedics; NHS ambulance
pcc: police and crime commissioner = The elected commissioner, or a mayor who holds those powers. ~ PCC; OPCC; office of the police and crime commissioner; PFCC; MOPAC
courts: courts = Courts and those who run them. ~ HMCTS; family court; judiciary; magistrates
armed_forces: armed forces = The services, their welfare teams and families' federations. ~ army; navy; RAF; military; garrison
housing_provider: housing provider = A housing association or other landlord. ~ housing association; registered provider; social landlord; RSL
""")
POST_KINDS = read_choices("""
dcs: director of children's services = The council officer who answers by law for its children's services. ~ DCS; executive director for children; corporate director children and families; strategic director of children's services
lead_member: lead member for children's services = The councillor who answers by law for children's services. ~ LMCS; cabinet member for children; portfolio holder for children
director_adult_services: director of adult services = The council officer who answers by law for adult social care. ~ DASS; executive director for adults
director_public_health: director of public health = The council officer who answers by law for public health. ~ DPH
programme_leader: programme leader = The one leader who develops and drives the shared vision. ~ programme director; programme manager; family hubs lead
senior_sponsor: senior sponsor = A director who champions the change and opens doors. ~ executive sponsor; sponsor
transformation_lead: transformation lead = Runs the change programme and brings people together. ~ change lead; change manager; project manager
data_evaluation_lead: data or evaluation lead = Turns data into evidence of what works. ~ data lead; evaluation lead; performance lead; analyst
single_accountable_leader: Start for Life single accountable leader | 2022-08-08 to 2026-03-31 = The one person who answers for Start for Life. ~ SAL; single accountable lead; Start for Life lead
data_board_lead: data board lead = The senior leader who drives what the data board agrees. ~ chief data officer; data sponsor
lead_safeguarding_partner: lead safeguarding partner = Head of the council, integrated care board or police, as a safeguarding partner. ~ LSP; chief constable; council chief executive; ICB chief executive
delegated_safeguarding_partner: delegated safeguarding partner = The senior officer to whom a lead safeguarding partner delegates. ~ DSP; delegated partner
partnership_chair: partnership chair = Chairs the safeguarding partnership for its partners. ~ independent chair; chair of the partnership; LSCB chair
independent_scrutineer: independent scrutineer = Looks at the safeguarding arrangements from outside. ~ scrutineer; independent scrutiny lead
supporting_families_sro: Supporting Families senior responsible owner | to 2025-03-31 = Answered for the Supporting Families programme. ~ SRO; senior responsible owner; troubled families coordinator
icb_executive_lead: ICB executive lead = The board member of an integrated care board for children, SEND or safeguarding. ~ executive lead for children; chief nurse; ICB lead
elected_member: elected member = A councillor in any other part. ~ councillor; cllr; ward member; portfolio holder
champion: champion = A senior person who speaks up for the work in public. ~ ambassador; advocate
head_of_service: head of service = Heads one service. ~ service director; service lead; head of early help; assistant director
manager: manager = Manages a team, a site or a service. ~ team manager; hub manager; business manager; coordinator
other: other = Any other post. ~ officer; practitioner; headteacher; nurse
""")
GRADES = read_choices("""
executive: executive = Heads an organisation, or sits on its board. ~ chief executive; chief officer; chief constable; board member
director: director = Heads a directorate. ~ corporate director; executive director; strategic director
assistant_director: assistant director = Next below a director. ~ deputy director; service director; AD
senior: senior = Heads a service, or commands an area. ~ head of service; senior manager; superintendent; chief inspector
operational: operational = Manages or does the work. ~ manager; team leader; practitioner; officer
elected: elected = Elected by the people of the area. ~ councillor; member; mayor
""")
INVOLVEMENTS = read_choices("""
informed: is kept informed = It is told. ~ inform; for information
consulted: is consulted = It is asked before something is decided. ~ consult; consultee
involved: is involved = It works along. ~ involve; contributor; engaged
partner: is a partner = It shares the work and the decisions. ~ collaborate; full partner; co-production
decides: decides = It has the last word. ~ empower; decision-maker
""")
RESOURCES = read_choices("""
staff: staff = People or their time. ~ seconded staff; workers; officer time
money: money = Money, paid or pooled. ~ funding; cash; contribution; budget
premises: premises = Rooms or buildings. ~ rooms; buildings; venue; space
""")
SPEAKS_FOR = read_choices("""
children_leadership: council-led children's partnership leadership = The council's side of leading for children. ~ children's partnership; children's trust
nhs_transformation: NHS-led transformation leadership = The NHS side of leading the change. ~ NHS transformation; local maternity and neonatal system
childcare: childcare = Nurseries, childminders and playgroups. ~ early years providers; nurseries; childminders
""")

HEALTH_SECTORS = frozenset(
    {"icb", "nhs", "nhs_community", "nhs_maternity", "nhs_mental_health", "primary_care"}
    | {"nhs_acute", "ambulance"}
)
COUNCIL_SECTORS = frozenset(
    {"la_childrens", "la_education", "la_housing", "la_adults", "la_corporate"}
    | {"public_health", "elected_members"}
)
VCFS_SECTORS = frozenset({"vcs", "faith"})
