"""Words for people, by what they do or are to somebody: who is named by one may travel, and is asked about where no
rule has read it. The most common, and groups, stand among the decisive words.
"""

from functools import cache

_AT_WORK = """
accountant actor actress administrator admiral adviser advisor agent ambassador analyst applicant appointee apprentice
archaeologist architect artist astronomer attache attendee attorney auditor author babysitter bailiff banker barista
barrister biologist blogger bodyguard bookkeeper botanist broker builder buyer cameraman camerawoman cardiologist
carer caretaker carpenter cashier chairman chairperson chairwoman chancellor chaperone chaplain chef chemist
chro cio clerk clinician cmo co-author co-founder co-owner colonel commentator commissioner composer conductor consul
consultant contractor controller coo coordinator copywriter councillor courier cto curate curator cyclist dancer
delegate dentist deputy designer detective developer dietitian diplomat dispatcher doctor draughtsman driller
economist editor electrician employee engineer entrepreneur escort estimator facilitator farmer firefighter fisherman
fitter foreman founder franchisee freelancer gamer gardener geographer geologist glazier governor graduate hacker
handyman headhunter historian housekeeper hydrologist illustrator imam inductee influencer inspector installer
instructor interlocutor intern interpreter interviewee interviewer inventor investigator investor janitor jeweller
journalist juror keynote-speaker lab-tech landlady landlord lawyer lecturer librarian licensee lieutenant linguist
locum logistician machinist manager mason mathematician mayor mechanic mediator mentee mentor meteorologist midwife
miner moderator monk musician nanny negotiator newcomer nominee notary nun nurse nutritionist officer operative
optician organiser organizer owner pa painter paralegal paramedic pathologist pharmacist photographer physician
physicist physiotherapist pianist planner plumber policeman policewoman politician postdoc predecessor prefect
presenter priest producer professor programmer psychologist publicist publisher pupil quantity-surveyor rabbi
radiologist receptionist recruit recruiter referee registrar rep replacement reporter researcher retiree rigger roofer
salesman salesperson saleswoman scholar scientist scrum-master sculptor senator sergeant shareholder signatory singer
sociologist soldier solicitor specialist staffer stage-manager stagehand stand-in statistician steward stewardess
streamer stringer student subcontractor subordinate successor superintendent supervisor supplier surgeon surveyor
sysadmin tailor teacher technician technologist temp tester therapist toolmaker trader trainee trainer translator
treasurer trustee tutor umpire undergraduate understudy underwriter vet veterinarian vicar videographer violinist
visitor volunteer waiter warden welder worker writer youtuber zoologist
"""
_OTHERWISE = """
acquaintance beau bestie brother-in-law buddy classmate dad daughter-in-law father-in-law flatmate goddaughter
godfather godmother godson grandchild granddad granddaughter grandfather grandma grandmother grandpa grandson guardian
helper housemate kinsman kinswoman lodger mother-in-law pal roomie schoolmate sibling sidekick sister-in-law
stepbrother stepdaughter stepfather stepmother stepsister stepson teammate tenant workmate
"""
# Of these the plural is written in a way of its own.
_PLURALS = """
actresses attaches besties buddies cameramen camerawomen chairmen chairwomen deputies foremen grandchildren handymen
landladies salesmen salespeople saleswomen secretaries stewardesses
"""


@cache
def words_for_persons() -> frozenset[str]:
    """Return the words for one person or several, in lower case."""
    single = f"{_AT_WORK}{_OTHERWISE}".split()
    return frozenset((*single, *(f"{each}s" for each in single), *_PLURALS.split()))
