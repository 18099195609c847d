"""English words that carry no wish for a trip: the words of grammar, and what people write about besides it, from work
to the weather. Inflected forms ("agreed", "agreeing", "manager's") follow from the words that stand here.
"""

from functools import cache, lru_cache

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive, negations

# Grammar: nothing is lost by passing over it, wherever it stands.
_GRAMMAR = """
a about according across actually again ago all almost along already also although always am among an and another any
anybody anyhow anyone anything anyway are aren't around as aside at away back be because been being besides both but by
came can come comes could did do does doing done down during each either else elsewhere enough etc even ever every
everybody everyone everything everywhere exactly example far for from further furthermore generally get gets getting
give given gives giving go goes going gone got gotten had has have having he he'd he'll he's hence her here here's
hereby hers herself him himself his how however i i'd i'll i'm i've if in including indeed into is it it'd it'll it's
its itself just let let's lets like likely made make makes making many may maybe me might mine moreover most mostly
much must my myself namely nearly nevertheless now nowhere obviously of off often oh ok okay on one ones onto or other
others ought our ours ourselves out own per perhaps plus quite rather really regarding said say says shall she she'd
she'll she's should similar simply since so some somebody somehow someone something sometimes somewhat somewhere still
such sure than that that'd that'll that's the their theirs them themselves then there there'd there'll there's thereby
therefore these they they'd they'll they're they've thing things this those though through throughout thus to together
too toward towards truly unlike up upon us usually very was we we'd we'll we're we've well went were what what's
whatever when where whereas wherever which who who's whoever whole whom whose why will with within would yes yet you
you'd you'll you're you've your yours yourself yourselves
"""

# What every request is about, and how one asks for it.
_ASKING = """
accept accommodate accordingly acquire advice advise afford aforementioned aim air allow annual anticipate apologies
application apply appreciate appropriate arrange arrangement ask assist assistance attach attachment attend attendance
availability available await begin behalf best block book booking bring buy cabin call care category cheap check cheers
choose city common complete concern confirm confirmation consider contact convenience convenient cost courtesy currency
date dates deal dear decide delegate depart departure desire destination detail end enquiry ensure entitlement esteemed
everyone's excuse execute expect facilitate faithfully fare favor favour fill final find fix flight flights fly flying
follow form forward forwards fulfil glad grab grant grateful great greatly greetings happy headed heading hello help
herewith hey hi hiya hold home hope humble idea inbound include inform information inquire inquiry instruct instruction
intend intention issue itinerary join journey keep kind kindly know lay leave leaving line look looking love lovely
ma'am madam madams manage matter mean meet mind move mr mrs ms necessary need needful needs no-one note notice oblige
obliged obtain offer onward option order organise organize origin outbound outward pardon pass perfect permit pick plan
please pleasure pls plz position possibility possible possibly prefer preferable preferably preference preferred
prepare present proceed process procure provide purchase purpose put ready recommend refer reference regard regards
remind request requested require required requirement requisition reservation reserve respected respectful respectfully
respond response return returning revert round route salutations schedule search seat seats secure see seek send serve
set show sincerely sir sirs sorry sort start submit suggest suggestion suit suitable supply support supposed take tell
test thank thanks think thx ticket tickets time timings tks tour travel traveler travelers traveling traveller
travellers travelling trip trips try undersigned understand update urgency urgent urgently use usual view visit want
warm way ways welcome wish wishes work write
"""

# People at work and what they do there.
_WORK = """
absence access account accountant accounting achieve acquisition act action activity add address adjust admin
administration administrative administrator adviser advisor affair agency agenda agree agreement analysis analyst
announce answer applicant appointment appraisal approach approval approve architect area argue arise article aspect
assess assessment asset assign assignment assistant associate association assume assure attention attorney auction
audience audit auditor authorise authority authorize award background balance bank bank's base basis bearer benefit bid
bill board boss branch brand break brief briefing broker business busy campaign candidate capacity career case cause
ceo certain certificate cfo chair chairman challenge chance change channel chapter charge chart chat chief choice claim
clarify clause clear client close closing collaborate collaboration colleague collect comment commission commit
committee communicate communication community company compare compete competition competitor complain complaint
compliance comply component compromise computer conclude conclusion conference confidence confidential conflict
congress connect consult consultancy consultant consultation consumer content contract contractor contribute control
convention conversation convince cooperate coordinate coordinator copy corporate correct correction council counsel
counterpart country course court cover create credit crew criteria critical customer cut daily damage data deadline
dealer debate decision deck declare defend delay deliver delivery demand demo demonstrate department depend deposition
deputy describe description design designer desk determine develop developer development device diary difference
difficult difficulty direct direction director disagree discuss discussion dispute distribute distributor division
doctor document documentation domestic donor draft draw drive drop due duty e-mail earn economics edit editor education
effect effective efficient effort email employ employee employer employment encourage energy engage engagement engineer
engineering enterprise entertain entire entry environment equipment error establish estimate evaluate event evidence
exact exam examine exchange executive exercise exhibit exhibition expense experience expert explain explanation expo
export express expression external facility fact factor factory faculty fail failure fair familiar feature feedback
feel field figure file finance financial finding finish firm fit fitting focus folks forget formal former formula forum
foundation founder freelance fund fundraising general generate global goal govern government governor graduate graph
grid guarantee guidance guide guideline hand handle handover head headquarter headquarters heads-up hearing hire
history host hosting hr hybrid identify illness image impact implement implementation import important impossible
impression improve improvement incident income increase independent indicate individual industry influence
infrastructure initial initiative innovation input insist inspect inspection install installation installer institute
institution integrate integration interest intern internal international interview introduce introduction invest
investment investor invitation invite invoice involve item job judge judgement junior justify key kick kick-off kickoff
lab laboratory language launch law lawyer lead leader leadership learn learning lecture ledger legal legislation lesson
letter level licence license link list local locate location logistic logistics long machine mail mailbox maintain
maintenance major majority management manager mandate manual manufacture manufacturer margin market marketing master
material maximise measure mechanic media medical meeting member memo mention merge merger message method milestone
minister ministry mission mistake mobile model module monitor motion multiple name national nature negotiate
negotiation network news nominate normal notify number object objective obligation observe occasion occur office
officer official offline offsite ongoing online operate operation operator opinion opportunity oppose ordinary
organisation organization original outcome output outside overall oversee owner pack page paid panel paper paperwork
part participant participate participation particular partner partnership party password patent path patient payment
payroll pension perform performance permanent permission personal personally personnel perspective phase phone photo
physical pilot pitch place plant platform player poc point policy popular portal portfolio post potential power
practical practice presentation presenter preside president press pressure primary principal principle print priority
private problem procedure proceeding produce producer product production profession professional professor profile
profit program programme progress project promise promote promotion proof proper property proposal propose prospect
protect protocol prototype prove provider public publication publish pull purchaser pursuant push qualify quality
quantity quarterly query question quick quickly quit quotation quote range rate reach react read reader real realise
reality realize reason reasonable receipt receive recent recently recipient recognise recognize record recover recruit
recruiter recruitment reduce region register registration regular regulation regulator regulatory reimburse
reimbursement reject relate relation relationship relevant reliable relocate relocation rely remain remember remote
remotely remove renew renewal repair repeat replace replacement reply report reporter represent representative
reputation rescue research researcher resolve resource respect responsibility responsible rest restructure result
resume retire retirement retreat review revise revision reward right risk roadmap roadshow role roll rollout roof rule
run safe safety salary sale sales sample sanction satisfy save scale scan scene scheme scholar science scientist scope
score screen secretariat secretary section sector security select selection self sell seminar senior sense separate
series serious server service session settle settlement setup share shareholder sheet shift ship shipment shop shorten
showroom sick sign signature signing simple site situation size skill slide slot smart social society software solution
solve source spare speak speaker special specialist specific speech spend sponsor staff stage stake stakeholder stand
standard state statement statistics status step stock story strategic strategy strike structure student study stuff
style subject subsidiary succeed success successful sudden suffer sum summary summit supervise supervisor supplier
surprise survey sustain swing symposium system table talk target task tax teach teacher team tech technical technician
technique technology telecon telephone tender term theory thesis title tool topic total touch town track trade
tradeshow trainee trainer training transaction transcript transfer transform transition translate translator transport
treasury treat treatment trend trial tribunal trouble trust turn type unable union unit university upcoming upload user
valid validate validation value vendor venue version vice video virtual visitor voicemail volume volunteer vote
warehouse warning watch weigh well-known word worker workflow workload workplace workshop world worry worth
"""

# Forms that no rule derives.
_IRREGULAR = """
afterwards alright began begun bought breakfast brought built caught cheapest chose chosen cost criteria dealt dest
drawn drew driven drove equipo eta etd fallen feet fell felt folk forgot forgotten fought found gave given grew grown
heard held interpreter itinerary kept knew known laid led left lent lost meant men met owl paid pnr ran req reqd rose
sat saw seen sent shown slept sold spent spoke spoken stood swing taken taught tba tbc tbd teeth thereafter thought
doable threw told took triangle understood vat went wit woke women won wore written wrote yday
"""

# Life besides work, and how people feel about it.
_LIFE = """
match batch matches
ability able absent absolute absolutely accurate acknowledge adequate admit adopt affect aforesaid afraid age agent ah
aight alone alternative amaze amazing ambitious amount amuse angry animal anniversary anxious apart apologise apologize
apparent apparently appear arm arrival arrive arrived arriving art artist asap attached attack attempt aunt aunty
author autumn aw aware awful bad ball bar barely basically beach beautiful became become beer beg behavior behaviour
behind believe better beyond big birth birthday bit bless blood blue body bored born borrow bother bottle bottom bound
box boy br brain bread bright brilliant bro broken brother brown brunch bst btw buddy bug build building bump bunch
burn cake calendar calm camera camp card carry castle catch celebrate celebration cell century ceremony chaos chap
character cheer cheerful chicken childhood church cinema circumstance clean clever clothes cloud clue coffee cold
college color colour comfort comfortable complicate compulsory concerned condition congratulate congratulations contain
continue cook cool corner cos count cousin crash crazy crime cross cry culture cup curious current currently custom
cute cuz dad danger dangerous dark daughter dead dearest death decade deep def defence defense definitely defo degree
delicious delight delighted democratic despite die different dig dinner dirty discover disease dish disturb divorce
door doubt dream dress drink drug dry dude dull dust eager ease easily easy easygoing eat economic edge effortless egg
eh election empty enclosed enjoy enter enthusiastic equal er escape especially essential essentially eventually
excellent excite exciting exhaust exhausting exist expensive explore extend extremely eye eyes face fairly faith fall
false fam fame family fan fancy fantastic fashion fast fat father fault favorite favourite fear feasible federal
festival fever few fight film fine finger fire fish fishing flat floor flower flu fond food foot football force foreign
forgive forth fortunate fortunately frankly free frequent frequently fresh friend friendly front fruit full fully fun
funeral funny fuss future fyi game garden gather gee gentle gentleman gently genuine gift gimme girl glance glass
glorious god gold golf gonna good goodbye gosh gotcha gotta gradually grand grandma grass green grey ground grow growth
guess guest guilty gun guy guys habit haha hair handy hang happen hard hardly harm harmless hassle hate
headache health healthy hear heart heat heavy hectic hehe hell helpful hero hesitate hide highly hill hit hm hmm hobby
holiday honest honestly honor honour honoured hopeful hopefully hor hospital hot house household hug huge huh human hun
hungry hurriedly hurry hurt husband ice idc ideal ideally idk ill imagine immediate immediately imo impatient
impressive incl inconvenience incredible incredibly informal ingredient innit inside instantly intact interesting
interim intervening ji joke joy keen kill kindest kindness kitchen knee knock knowledge lack lad lady lah largely
lately latter laugh lawn lazy leg legit leh lemme lie life lift light likewise listen literally litter little live lol
lonely loose lor lose loss lost lot lots loud low luck lucky lunch luxury mad magic main mainly man manually marathon
marriage marry mate mates meantime memory mentioned merely mess messy middle mild military milk miracle miss mistaken
mix modest mom moment money monthly mood moon mother mountain mouth movie mum music mutual mystery nah nail nap nation
naturally neat neck neighbor neighbour neither nephew nerve nervous new newly ngl nice niece nightmare nobody noise
none normally nose noted nothing obvious obvs occasional odd oddly oil old older omg once oops open opera optional
originally ouch outfit overdue overwhelm pain paint palace parcel parent parents park partial partially partly past
patience pause peace perfectly period person pertaining pfft phew picture pie piece pink pity pizza pl plain plane
planned play pleasant pleased plenty pocket poem police politics poor population positive potato pray prepared pretty
price prior prize prob probably probs promptly properly proud puppy purely purple quickest quiet quietly race radio
rain rainy raise rapid rapidly rare rarely recall red relative relax relief religious remarkable respective
respectively reveal rfq rgds rich ridiculous ring rise river rn road rock romantic rough roughly rub rude rush sad
sadly safely sake sanctioned sandwich satisfied scare scheduled school scout season sec secret seem seldom selfish
sensible sentence separately seriously severe sex shake shame shape sharp shine shirt shock shoe shoot shopping short
shortly shoulder shout shower shut significant silent silly silver similarly simultaneously sincere sing sister sit
skin sky sleep slight slightly slip slow slowly small smell smile snow soft sole solely son song soon sooner sorted
soul sound soup space specially spirit spoil sport spot spring square stable stare stay steady steal stick stomach
store storm strange stranger street strength stress stressful strict strictly strong struggle stuck stupid successfully
suddenly sufficient summer sun sunny super supposedly surely surgery sweet swift swim ta tale tall taste tbh tea tear
technically tedious teen television temporary tentative terrible terribly terrific thankful thankfully thick thin
thorough thoroughly thought throat throw tidy tie tight tiny tired tiring toe tomato tone tongue tooth top totally
tough toy tradition traffic tragic tree trick tricky trivial true truth tv typical typically u ugly uh uhm ultimate
ultimately um umbrella uncle unclear understood unexpected unfortunate unfortunately unhappy uniform unlikely unsure
unusual upset ur usable useful useless vacation vague various vast vegetable villa village vital voice wait wake walk
wall war wardrobe warmly wash waste water wave weak weapon wear weather wedding weekly weight weird wet whether white
whoa wholly wide wife wild willing win wind wine winter wisdom wise woman wonder wonderful woo wood wool worse worst
worthwhile wow wrap wrong y'all ya yard yay yeah
ha haha hah heh aha oho ooh aww ew phew psst tada voila yup aye righto lolz lmao hiya heyy heyyy hullo ohh ahh hmmm ugh
english german french spanish italian portuguese dutch polish turkish chinese japanese korean arabic russian hindi
virtue discharge hereinafter hereto thereof therein thereto whereof endorse remit auspices aegis tenure sabbatical
colloquium plenary convene rapporteur envoy chancellor dean provost rector registrar bursar trustee directorate academy
chamber testimony decree statute bylaw quorum ratify honorarium stipend expenditure outlay fiscal earmark allocate
carriage passage furnish dispatch despatch grace liberty territory premises fishery keynote credential memorandum
circular directive annex appendix paragraph extend invite justice honour honourable
ace fab brill meh wee esp obv coz luv dunno kinda sorta argh imho ty tysm np mint lush dandy awesome rad epic dope lit
tho altho idk jk smh afaik iirc fwiw omw irl ffs sry srsly kk tmi ikr gtg brb ttyl obvi tysm ily fr lowkey highkey
imma finna ain't bruh bestie yk cya ttfn plx tnx
legend gem sup howdy msg txt pic vid app doc docs ppt zoom hop pop nip dash whizz zip trek slog schlep jaunt hols vacay
bday anniv gig pub pint knackered chuffed gutted dodgy naff posh cheeky mental bonkers insane pal
straight greek czech swedish danish norwegian finnish hungarian yearly yellow yep yo young yrs
"""

_LISTS = (_GRAMMAR, _ASKING, _WORK, _IRREGULAR, _LIFE)
_FILLER = (_GRAMMAR, _ASKING)
_INFLECTIONS = LatePattern(r"'s|s'|ing|ings|ed|er|ers|ly|es|s|d")
_ENDINGS = LatePattern(r"(?:'s|s'|ing|ings|ed|er|ers|or|ors|ly|es|s|d|ment|ments|ness|ful|less|able|al|ation|ations)\Z")


@cache
def everyday_words() -> frozenset[str]:
    """Return the words as they are listed, in lower case; what tells of a trip in another sense is none of them."""
    return frozenset(" ".join(_LISTS).split()) - all_decisive()


@cache
def _words_passed_over() -> frozenset[str]:
    return frozenset(" ".join(_FILLER).split()) - all_decisive() - negations()


def is_passed_over(word: str) -> bool:
    """Return whether a word is grammar, or what every request is about and how one asks for it."""
    return word.lower().strip("'*") in _words_passed_over()


@lru_cache(maxsize=8192)
def is_everyday(word: str) -> bool:
    """Return whether an English word, or what it is an inflected form of, carries no wish for a trip."""
    folded = word.lower().strip("'*")
    parts = [part for part in folded.split("-") if part]
    if len(parts) > 1:
        return all(is_everyday(part) for part in parts)
    known = everyday_words()
    return folded in known or any(stem in known for stem in _stems(folded))


# Endings of words for what is no thing to be had on a trip: "provision", "participation", "friendship".
_ABSTRACT = LatePattern(
    r"[a-z]{3,}(?:[ts]ions?|ments?|ness|[ai]t(?:y|ies)|[ae]nc(?:es?|y)|ships?|isms?|hood|olog(?:y|ies))\Z"
)


def is_abstract(word: str) -> bool:
    """Return whether a word tells of an action, a quality or a state by its ending."""
    return _ABSTRACT.fullmatch(word.lower()) is not None


def _stems(word: str) -> list[str]:
    """Return what a word may be a form of: "planned" of "plan", "studies" of "study", "using" of "use"."""
    stems = []
    for cut in (2, 1, 3, 4, 5, 6):
        ending = word[-cut:]
        least = 2 if _INFLECTIONS.fullmatch(ending) else 4
        if len(word) - cut >= least and _ENDINGS.fullmatch(ending):
            stem = word[:-cut]
            stems += [stem, f"{stem}e"]
            if stem[-1:] == stem[-2:-1] and ending != "'s":
                stems.append(stem[:-1])
            if stem.endswith("i"):
                stems.append(f"{stem[:-1]}y")
    return stems
