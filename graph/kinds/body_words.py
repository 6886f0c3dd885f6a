"""The closed lists about bodies: what they are, how they decide, and in which way one sits there.

What lists a body's terms are read into is the domain's page "Who may decide, and how a body works".
"""

from graph.kinds.word_list import read_choices

BODY_KINDS = read_choices("""
main_board: main board | main boards = The board of several agencies that owns the early help strategy. ~ early help board; family hubs board; children and families partnership board; start for life board; children's trust board; strategic partnership board
safeguarding_partnership: safeguarding partnership | safeguarding partnerships | 2018-06-29 to = The arrangements of council, integrated care board and police to keep children safe. ~ SCP; safeguarding children partnership; local safeguarding partnership; multi-agency safeguarding arrangements; MASA
hwb: health and wellbeing board | health and wellbeing boards | 2013-04-01 to = The council's committee with the NHS that leads on health and wellbeing. ~ HWB; HWBB
icp: integrated care partnership | integrated care partnerships | 2022-07-01 to = The joint committee of an integrated care board and its councils. ~ ICP; health and care partnership
icb_board: integrated care board | integrated care boards | 2022-07-01 to = The board of the NHS body that commissions care in its area. ~ ICB; ICB board; NHS board
data_board: data board | data boards = Senior people of several agencies who answer for better use of data. ~ data and intelligence board; digital and data board; information governance board
sub_group: sub group | sub groups = A part of a board, with a task of its own. ~ subgroup; sub committee; workstream; workstream group; quality assurance group; performance group
working_group: working group | working groups = A few people who do a piece of work for a board. ~ task group; task and finish group; task force; project group; delivery group
committee: committee | committees = A part of a board with the right to advise or decide for it. ~ standing committee; board committee
operational_group: operational group | operational groups = Service managers who run the work between meetings of a board. ~ operational board; operations group; management group; managers' group; implementation group
locality_team: locality team | locality teams = Partners who work together in one part of the area. ~ locality group; local partnership; cluster; cluster group; neighbourhood team; integrated leadership team
advisory_board: advisory board | advisory boards = Advises and challenges one or several hubs. ~ advisory group; hub advisory board; children's centre advisory board; reference group
case_meeting: case meeting | case meetings = Talks about individual families; no case is ever in the map. ~ MASH; multi-agency safeguarding hub; support panel; case panel; MARAC; team around the family; early help panel
network: network | networks = A wide group that shares news and practice, and decides nothing. ~ practitioner network; community of practice; learning network; partnership network
reference_forum: reference forum | reference forums = A wide group that is asked for its view, and decides nothing. ~ stakeholder forum; consultation forum; practitioner forum
voice_panel: parent and carer panel | parent and carer panels = Parents and carers who say what works for them. ~ PCP; parent panel; parents' panel; carers' panel
voice_forum: voice forum | voice forums = A forum in which families or young people are heard. ~ parent carer forum; PCF; youth forum; youth council; children in care council; friends of group
transformation_group: transformation group | transformation groups = Leads a change for a limited time. ~ transformation board; change board; change group; steering group
programme_board: programme board | programme boards = Steers a programme until it ends. ~ project board; delivery board; steering group; steering committee
partnership_board: partnership board | partnership boards = A board of partners beside the main one, of any other kind. ~ LSCB; local safeguarding children board; domestic abuse partnership board; violence reduction partnership; combating drugs partnership; alliance board
scrutiny: scrutiny | scrutiny bodies = Looks at what others decide, and asks for reasons. ~ overview and scrutiny committee; scrutiny committee; scrutiny panel; select committee
macpt: multi-agency child protection team | multi-agency child protection teams = Social workers, police, health and education who protect children together. ~ MACPT; child protection team
executive_group: executive group | executive groups = Decides for a partnership between or instead of its full meetings. ~ executive; executive board; executive committee; strategic leadership group; business group
lead_partners_group: lead partners' group | lead partners' groups = The lead partners themselves, or those they delegate to, meeting to decide. ~ lead safeguarding partners group; LSP group; delegated safeguarding partners group; DSP group; partners' meeting; statutory partners group
cabinet: cabinet | cabinets = The executive of a council: its leader and the members who decide with them. ~ executive of the council; council executive; council cabinet
council_committee: council committee | council committees = A committee of one council, of councillors. ~ committee of the council; policy committee; children's services committee
joint_committee: joint committee | joint committees = A committee that two or more bodies set up by law to decide for both. ~ joint commissioning committee; joint committee in common
community_safety_partnership: community safety partnership | community safety partnerships = Council, police, fire, probation and NHS against crime and disorder. ~ CSP; safer partnership; crime and disorder reduction partnership; CDRP
send_board: SEND board | SEND boards = Leads on special educational needs and disabilities. ~ SEND partnership; SEND partnership board; SEND improvement board; SEND strategic board; local area partnership board
youth_justice_board: youth justice board | youth justice boards = The management board of the youth justice service. ~ youth justice management board; youth justice partnership; YOT management board; youth offending board
adults_board: safeguarding adults board | safeguarding adults boards = Keeps adults with care and support needs safe. ~ SAB; adult safeguarding board; safeguarding adults partnership
place_partnership: place partnership | place partnerships = The partners of one place within an integrated care system. ~ place board; place-based partnership; place committee; integrated care alliance
corporate_parenting_board: corporate parenting board | corporate parenting boards = Sees that the council is a good parent to children in care. ~ corporate parenting panel; corporate parenting committee
child_death_panel: child death overview panel | child death overview panels = Reviews the deaths of children, so that others learn. ~ CDOP; child death review panel; CDR partners
vcs_alliance: voluntary sector alliance | voluntary sector alliances = Voluntary and community organisations that speak with one voice. ~ VCS alliance; VCSE alliance; voluntary sector forum; VCFS assembly; third sector network
""")
TIERS = read_choices("""
strategic: strategic = Sets direction for the whole area. ~ leadership; senior; board level
operational: operational = Runs the work. ~ delivery; management
locality: locality = Works in a part of the area. ~ local; neighbourhood; place; cluster
""")
LEVELS = TIERS[:2]
SCOPES = read_choices("""
early_help: early help = Help for families before things get worse. ~ early intervention; prevention; family help
family_hubs: family hubs = One place, or one front door, for families. ~ hubs; children's centres
start_for_life: Start for Life = Services from conception to the age of two. ~ best start; first 1001 days; early years
supporting_families: Supporting Families = The national programme for families with several needs. ~ troubled families
parental_conflict: reducing parental conflict = Help for parents whose conflict harms their children. ~ RPC; relationships
drugs: drugs = Drugs and alcohol. ~ substance misuse; alcohol; combating drugs
attendance: school attendance = Children being in school. ~ absence from school; school absence
violence_reduction: violence reduction = Less violence among and against young people. ~ serious violence; VRU; knife crime
data: data = Better use of information about services. ~ information sharing; digital; intelligence
""")
AGENDA_KINDS = SCOPES[3:8]
SUPPORTS = read_choices("""
expenses: expenses = Travel and other costs are paid. ~ travel costs; out of pocket expenses
payment: payment = People are paid for their time. ~ fee; honorarium; vouchers
childcare: childcare = Children are looked after meanwhile. ~ crèche; babysitting
timing: times that suit = Meetings are when people can come. ~ evening meetings; flexible times
interpreting: interpreting = Someone interprets or translates. ~ translation; sign language
other: other = Something else that makes taking part possible. ~ training; transport
""")
DECISION_MAKING = read_choices("""
decides: decides = It takes decisions itself. ~ decision-making; executive; approves
recommends: recommends = It puts proposals to others, who decide. ~ proposes; makes recommendations
advises: advises = It gives advice to those who decide. ~ advisory; consultative
informs: informs = It passes information on, and no more. ~ information only; for information
none: none, as stated = Its document says that it takes no decisions. ~ no decision-making; no powers
""")
DECISION_RULES = read_choices("""
consensus: consensus = All can live with it, without a vote. ~ agreement; by agreement; general agreement
majority: majority = More than half of those who vote. ~ simple majority; majority vote; vote; show of hands
two_thirds: two thirds = At least two thirds of those who vote. ~ two-thirds majority; 2/3; qualified majority
unanimity: unanimity = Every one who may decide agrees. ~ unanimous; all must agree; unanimous vote
chair_decides: the chair decides = The chair settles it. ~ chair's decision; chair's ruling; chair's action
other: another rule = A rule of its own; say which in the note. ~ arbitration; escalation
""")
MEMBERSHIPS = read_choices("""
closed: closed = Only those whom its terms name. ~ fixed; restricted; named members only
open: open = Anybody who wants to may join. ~ open to all; unrestricted
by_invitation: by invitation = Those whom it, or its chair, asks. ~ invited; invite only
""")
DEPUTIES = read_choices("""
none: none = Nobody may come in a member's place. ~ not allowed; no substitutes; no deputies
named: named = Only a deputy who was named beforehand. ~ nominated deputy; agreed deputy; named substitute
any: any = Whoever the member sends. ~ any deputy; substitutes allowed; representative
""")
CHAIRS_CHOSEN_BY = read_choices("""
elected: elected = Its members vote for the chair. ~ election; voted; chosen by members
appointed: appointed = Somebody else appoints the chair. ~ appointment; nominated; named by the partners
rotates: rotates = The partners take turns. ~ rotating; in turn; rotation; alternates
ex_officio: by office = Whoever holds a certain post is the chair. ~ ex officio; by virtue of office
independent: independent = Somebody from outside the partners. ~ independent chair; external chair
""")
# Whom a quorum counts by class; besides them any organisation or post on the map.
QUORUM_CLASSES = read_choices("""
council: council = Somebody of the council, councillors among them. ~ local authority; LA; councillors
health: health = Somebody of the NHS, whichever part. ~ NHS; health partners
icb: integrated care board = Somebody of the integrated care board. ~ CCG; clinical commissioning group
police: police = Somebody of the police. ~ constabulary; chief constable; police force
vcfs: voluntary, community and faith = Somebody of the voluntary, community or faith sector. ~ VCS; VCSE; voluntary sector; third sector
families: families = A parent, a carer or somebody who speaks for them. ~ parents; carers; parent representatives
education: education = Somebody of a school, a college or an early years setting. ~ schools; headteachers
independent: independent = Somebody known not to be employed by council, health or police. ~ independent member; lay member
voting: with a vote = Somebody with a vote. ~ voting members; members entitled to vote
chair: chair = The chair, a co-chair or the vice-chair. ~ chair or vice-chair; chairperson
""")
SEAT_KINDS = read_choices("""
full: full member = A member, whether with a vote or without. ~ core member; statutory member; board member; non-executive; associate member
observer: observer = Sees and hears, and has no part in decisions. ~ observing; observer status
co_opted: co-opted member = A member whom the body itself brought in. ~ co-optee; coopted
in_attendance: in attendance = Comes to help the meeting, as an officer does. ~ attendee; attends; officer in attendance; minute taker; clerk
adviser: adviser = Comes to advise. ~ advisor; professional adviser; designated nurse; legal adviser
by_invitation: by invitation = Comes to what they are asked to. ~ invitee; invited; guest; as required
""")
# Of these those that make a member, as a seat without a kind does; the others only come.
MEMBER_SEAT_KINDS = frozenset({"full", "co_opted"})
