"""Turns of phrase whose words would tell of days, order or denial, and which tell of nothing."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.blanks import blank_out

# Patterns, one a line: greetings, wishes and thanks ...
_POLITE = r"""
(?:see |find |as |per |the (?:mail|request|message|note) )?(?:below|above|attached|underneath)(?: mail| message| request
  | note)? (?:from|by) (?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?=\s*[,.;:!]|$)
good (?:morning|afternoon|evening|day|night)(?: to (?:all|you)(?: all)?)?
{have}(?:nice|great|good|lovely|wonderful) (?:\w+ing )?{time}
{have}(?:pleasant|relaxing|fantastic|super|blessed) {time}
(?:happy|merry) (?:new year|christmas|xmas|diwali|eid|easter|holidays|birthday|friday|monday)(?: in advance)?
season's greetings
{thanks} for (?:all )?(?:your|the) \w+ (?:last (?:week|time|month|year|night)|yesterday|before|again)
{thanks} for sort(?:ing|ed)(?: out)? (?:my|the|our) last \w+
{thanks} in (?:advance|forward)
{thanks} for (?:all )?(?:your|the) (?:quick |swift |kind |prompt )?(?:time|patience|help|support|reply|answer
  |message|mail
  |e-?mail|update|confirmation|reminder|offer|info(?:rmation)?|understanding|assistance|cooperation|trouble|call|note)
{thanks} for (?:\w+ing)(?: (?:me|us|this|that|it|back|up|so quickly|so fast|in))*(?= ?(?:[,.!;:-]|$))
(?:please |pls |kindly )?(?:do not|don't|never) hesitate(?: to [a-z]+)?(?: (?:me|us))?
should (?:you|there be|anything)(?: [a-z]+)? (?:need|require|have|want|any|further|questions?)(?: [a-z]+){0,4}
if (?:you|there are|anything)(?: [a-z]+)? (?:have|any|is) (?:any )?(?:questions?|doubts?|issues?|concerns?|queries
  |unclear|missing)
(?:the |your )?{weekday} (?:option|alternative|proposal|suggestion|variant|slot)(?=.{0,200}{day})
(?:on|in|for|with) the same (?:flights?|planes?|trains?|hotel)
(?:[a-z]+ )?approval (?:is |has been )?(?:on file|attached|granted|obtained|given|received|in place|done|taken)
(?:for )?the (?:whole |entire |full )?(?:duration|length)(?: of (?:the|my|our) (?:stay|trip|visit|journey))?
long time no (?:see|speak|talk|hear)|(?:i|we) (?:know,? )?i know
(?:revert|reply|respond|confirm|confirmation|answer|acknowledge|(?:do the )?needful|response)(?: [a-z]+){0,4} (?:at the
  |at your|the)(?: very)? earliest
any (?:old )?(?:airlines?|carriers?|seats?|flights?|hotels?)(?! (?:but|except|other|apart|besides|with|under|below
  |near|in|from|to))(?: (?:will|would) do| (?:is|are|works?)(?: (?:fine|ok|okay|good|great))?| really| you like)*
(?:(?:i'm|i am|we're|we are|he's|she's|times? (?:is|are)|timings? (?:is|are)|(?:my |our )?(?:dates|times
  |timings?) (?:is|are)) )?
  (?:quite |very |fully |totally |completely |pretty )?flexible(?: (?:on|with|about|regarding|as to|in
  |for) (?:the |my |our )?
  (?:exact )?(?:times?|timings?|hours|departures?|flights?|airlines?|seats?))?(?: (?:both ways|there|here
  |though))?(?= ?(?:[,.;!)]|$))
(?:times?|timings?)(?: (?:is|are))? (?:quite |very |fully )?flexible
(?:at |for |with )?the (?:lowest|cheapest|best)(?: possible| available)? (?:price|fare|rate
  |cost)s?(?: (?:possible|available))?
(?:late|early) (?:check-?(?:in|out)|arrival|departure)(?:,? (?:please|pls))? if (?:at all )?(?:possible
  |available|you can)
(?:i|we)(?:'ll| will| shall)? (?:arrive|be arriving|check in|get in|be)(?: quite| very| rather)? late(?: at night
  | that night)?
  (?= ?(?:[,.;!]|$))
(?:non|no)[- ]smoking(?: rooms?| floor)?(?: please| pls| if possible)?|single occupancy
(?:(?:with|free|good|fast) )*wi-?fi
(?:i|we) (?:need|want|like|love|collect|earn|get|keep|have) (?:my|those|the|some|these)
   (?:\w+ )?(?:miles|points|status)
(?:earn|collect|earning|collecting|for)(?: my| the| some)? (?:\w+ )?(?:miles|points)
(?:the |a )?(?:flight|journey|trip|ride|drive|flying time|flight time|travel time|it) (?:takes?|lasts?|exceeds?
  |is (?:over|more than|about|around|at least)) (?:(?:over|more than|about|around|only|at least) )?(?:an?
  |[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many) hours?(?: long)?
the following(?= ?(?:[:.,;-]|$|(?:travel|trips?|flights?|itinerary|details|request
  |bookings?|tickets?|journeys?|for|and)\b))
(?:i'll|i will|i can|we'll|we will|will|can|shall|to) (?:then )?(?:send|share|provide|give|forward|pass|supply|advise
  |confirm)(?: you)?(?: (?:the|their|all|all the|passenger|traveller))?
   (?:names?|details?|passport (?:details|copies|data)|list|particulars)(?-i:(?: [a-z]+){0,8})
(?:(?:the |their |all |passenger |traveller )?(?:details?|particulars)|(?:(?:the|their|all) )?
  (?<!passenger )(?<!traveller )(?<!pax )(?<!guest )(?<!name )(?<!participants )(?<!delegates )list)(?: and [a-z]+)?
   (?:will|to|shall|would)(?: then)? (?:be (?:shared|sent|provided|given|advised|confirmed|forwarded|communicated
  |supplied|added)|follow|come)(?-i:(?: (?:by )?(?:[a-z]+|EOD|COB|EOW)){0,6})
no,? (?:thanks|thank you|worries|problems?|rush|hurry|stress|pressure|offen[cs]e|doubt|biggie|fuss|drama)
no,? (?:matter|idea(?! when\b)|wonder)
no need to (?:reply|answer|rush|hurry|call|panic|worry)
not (?:to worry|a problem|an issue|at all|sure(?! when\b)(?: why| how| what)?|that it matters)
not (?:in a (?:rush|hurry)|really|bad|picky|fussy)
not too (?:fussed|bothered|much trouble|picky|fussy)
(?:because |as |since )?(?:it's|it is|that's|that is|which is|is) (?:just |way |much )?(?:too far(?: (?:out|away))?
  |miles (?:out|away)|out of the way)(?=\s*(?:[.,;!)]|$))
nothing (?:too |very |overly |that )?(?:pric(?:e)?y|expensive|dear|costly|grand|flash(?:y)?|swanky|extravagant
  |fancy|special|else|more|to add|posh|luxurious|crazy|bumpy|dramatic|serious|urgent|major|much|big|wild
  |complicated)
never mind|(?:please |pls |lol |just |haha )*ignore me(?= ?[.,;!])
{deny} (?:really )?(?:matter(?: (?:to me|much|which))?|mind(?! (?:having )?(?:an?|one|two|[0-3]) (?:stop|change
  |connection|layover|hop))|care(?: which)?|worry|think so)
{deny} (?:really )?know(?!(?: yet)? when\b)(?: (?:why|how|yet|him|her|them))?
don't (?:hesitate to (?:call|ask|write|contact me)|(?:want|like) to (?:bother|trouble) you)
(?:can't|cannot) (?:wait|complain|stand it|thank you enough|believe it)
if (?:i'm|i am) not mistaken
if (?:that|this|it)(?:'s| is) not (?:too much trouble|a problem|a bother)
lol typo|typo|my bad|scratch that last bit
why not|(?:whether )?or not|last but not least|not only|none other|no longer relevant
looking forward(?: to (?:it|hearing from you|your (?:reply|answer|response|confirmation)))?
see you (?:soon|later|then|next week|tomorrow)|talk (?:soon|later)
{hello},?(?: (?:dear|travel|booking|all|there|my|good|again))* ?{readers}?{end}
{hello} (?:my )?(?:dear )?(?:friends?|sir|madam)
(?:thanks|thank you|cheers|morning|afternoon|evening|ok|right),? {readers}{end}
"""
# ... who wants it, and where that is written ...
_AROUND = r"""
{who} (?:wants?|needs?|asks?|asked|told|tells?|expects?|sends?|sent|invite[sd]?|would like|requested
  |requires?) {whom}(?: to)?
{who}(?:'s| has| have)?(?: just)? (?:moved|shifted|changed|rescheduled|postponed|pushed|delayed|brought) (?:it|this|that
  |everything|(?:the|our|my|his|her) (?:meeting|visit|workshop|date|session|appointment))(?: back| forward| out)?
  (?: (?:by|for) (?:an?|one|two|three|four|a few|some|several) (?:days?|weeks?|hours?))?(?: again)?(?= ?[.;:,!])
{who} has (?:asked|told|invited|sent|requested) {whom}(?: to)?
(?:see|find|as|per|mentioned|described|listed|given|mail|e-mail|the|it)(?: is| are)? (?:below|above|underneath)
(?:details?|information|dates?|plan|itinerary|approval)(?: is| are)? (?:below|above|underneath)
on (?:my|his|her|their|our|your|\w+'s) behalf
(?:in|for) (?:my|our) (?:case|opinion|view|part)
"""
# ... of time and order, and of nothing at all.
_IN_PASSING = r"""
(?:two|three|four|five|multi|several)-(?:city|leg|stop|country|centre|center) (?:swing|trip|tour|itinerary|hop
  |round|journey)
hope (?:that )?(?:you|y'all|ya|u|all|everyone)(?:'re|'ve| are| have| all)* (?:had|have|having|enjoyed
  |enjoying) (?:(?:a|the|your) )?(?:{good} )?\w+
(?:i'm|i am|we're|we are) after(?= (?:an?|some|the|one|two|three|four|[1-9])\b)
(?:idk|dunno|(?:don't|do not) know|(?:not|n't) sure|unsure|wondering|wonder|see|let me know|tell me
  |can you check) (?:if|whether)
(?:(?:you(?:'re| are)|u r|ur|u are) )(?:all )?(?:an? |the |my )?(?:absolute |total |real |true )?(?:stars?|legends?
  |gems?|angels?|life-?savers?|life savers?|hero(?:es)?|best|champs?|champions?|treasures?|genius(?:es)?
  |wonderful|amazing)
(?:{weekday}|tomorrow|today)(?:'s| is)(?: (?:an?|just|so|really|completely|totally|pretty|already))* (?:mess|nightmare
  |mad|madness|crazy|chaos|packed|busy|hectic|write-?off|(?:fully )?booked(?: up| solid)?)(?: for (?:me|us))?
(?:the |my |our |these |those )?(?:flights?|trips?|journeys?|trains?|itinerary|bookings?|request
  |following) (?:below|above|underneath|attached)
(?:new|updated|revised|changed|latest|final|current) (?:plan|itinerary|dates|version|schedule|request|routing)
  (?:,? (?:after|following|since|as of|per|from) (?:the|our|my|your|this|today's|yesterday's) (?:[a-z]+ )?(?:call
  |meeting|chat|talk|e-?mail|mail|discussion|conversation|strike|cancellation))?(?=\s?[:.,;-])
(?:prepon(?:e|ing|ement)|postpon(?:e|ing|ement)) (?:is |are )?(?:not possible|impossible)
(?:though|but|although) (?:i|we)(?:'ll| will| can| would)(?: do (?:it|so))? if (?:i|we) (?:must|have to|really must)
(?:on|upon) which (?:day|date)
any (?:airline|carrier|hotel|flight|seat|airport|train) (?:will do|is (?:fine|ok|okay|good)|works|would do|goes)
whichever(?: (?:is|works|suits|comes|one|you|they)(?: \w+)?)?
(?:(?:2nd|second|3rd|third|final|gentle|kind|friendly|another) )*reminder(?: (?:no\.? ?|# ?)?[1-9])?(?= ?[:.,;-])
(?:still |yet )?(?:(?:the|my|our|any) )?(?:tickets?|reply|response|answers?|confirmation|pnr|itinerary|bookings?)
   (?:(?:is|has|have|was
  |are|were) )?(?:still |yet )?not (?:yet )?(?:been )?(?:received|confirmed|issued|arrived|come|sent)
  (?: (?:yet|so far|till (?:now|date)|to date|until now))?(?= ?(?:[.,;!)]|$))
(?:send|share|forward|mail|issue|provide|give)(?: (?:me|us|across|over|back))* (?:the |my |our |an? )?(?:pnrs?
  |e-?tickets?|confirmations?
  |itinerar(?:y|ies)|vouchers?|invoices?|receipts?|boarding pass(?:es)?|booking (?:reference|confirmation|details))
  (?: (?:number|copy|copies|no\.?|details))?(?: (?:at (?:the|your) earliest|asap|soon|by (?:e-?mail|mail|whatsapp
  |return)
  |to (?:me|us|my (?:mail|inbox|e-?mail))|once (?:done|booked|ready)|when (?:done|booked|ready)|immediately
  |urgently|please|pls))*
  (?= ?(?:[.,;!)]|$))
(?:my|his|her|our) (?:(?:long|bad|poor) )?(?:legs?|knees?|back|hips?|neck|feet|shoulder) (?:is|are|hurts?|needs?
  |aches?|kills?)
  (?: (?:me|a mile long|too|very|so|really|bad|sore|long|operated|injured|stiff|room|space|killing|hurting|old
  |broken|in pain)){1,4}
(?:(?:just )?an? )?quick (?:one|question|request|ask|note|favou?r|thing)(?: (?:for|from) (?:you|me|us))?(?=
   ?(?:[:,.;!-]|before\b))
before (?:i|we) (?:go|leave|forget|board|fly|take off|sign off|log off|head off|run|dash)(?: (?:out|on holiday
  |home))?(?= ?[,:.;!])
(?:see|find|check|read|from|in) (?:(?:the|my|his|her|our|your|that|\w+'s) )?(?:\w+ )?(?:below|above|attached
  |underneath)
details? (?:are |is )?(?:with|from|by) \w+
same (?:trip|route|routing|journey) as (?:last (?:time|year|week|month)|always|usual|before|ever)
same (?:standard|procedure|drill|story|thing|setup|arrangement) as (?:last (?:time|year|week|month)|always|usual
  |before|ever)
(?:(?<=going )|(?<=go )|(?<=flying )|(?<=fly )|(?<=heading )|(?<=head )|(?<=getting )|(?<=get )|(?<=travelling )
  |(?<=travel ))over(?= to\b| for\b| from\b)
(?:pop|popping|nip|nipping|hop|hopping|come|coming) over(?= to\b| for\b| from\b)
(?:can't|cannot|couldn't) (?:take|stand|bear|handle|do) (?:it|that|those|this)(?: any ?more)?
(?:it's |it is )?raining cats and dogs|(?:don't|do not) forget|(?:from|on|at) (?:my|your|our|their) (?:side|end)
(?:have|has|got|'ve got) (?:friends|family|relatives|a friend) (?:there|here|in town|around)|hate flying
(?:can't|cannot|don't|do not) drive(?! stick\b)(?: myself| there| any ?more)?
(?:one|a bit|a little) more (?:thing|question|point|info\w*|detail|note)|take (?:2|two)(?=:)|same either way
(?:the )?(?:list|names?|details?|info|rest|dates?)(?: of names)? (?:will )?(?:comes?|follows?|is coming) (?:from
  |with|via) [\w-]+
no (?:rental |hire )?(?:car|cars|extras|frills|insurance|parking|transfers?|special (?:requests|needs
  |meals?))(?: needed| required)?
(?:\w+ )?(?:trip|travel|visit|meeting|journey|plan|deal|roadshow|thing|gig|job) (?:is|are) (?:back )?(?:on|happening
  |a go
  |confirmed|going ahead)
  (?= ?(?:[.!,;:]|$))
(?:only |just )?(?:the )?(?:first|second|third|last|next|following|other) (?:point|item|question|part|paragraph
  |topic|thing|bit
  |half|request|one) (?:concerns?|is for|are for|relates to|applies to|regards|is about) (?:you|us|me|this
  |travel)(?= ?[:,.;])
(?:amend(?:ment)?|change|correction|update|addition|addendum|follow-?up|reply|answer|p\.?s\.?) (?:of|to|on|for
  |from) (?:my
  |our|the|your|his|her) (?:\w+ )?(?:msg|message|mail|e-?mail|request|req|booking|order|note|text|one|voice ?mail
  |voice (?:message|note)|call|chat
  |sms|whatsapp|form|submission)(?: (?:of|from|on)
   (?:today|yesterday|this morning|last night))?
whichever(?:'s| is) (?:the )?(?:cheapest|cheaper|easiest|quickest|best|better|simplest|fastest)
(?:the )?same (?:train|bus|flight|airline|carrier|line|train line|rail line|operator|company|service|route)(?: line)?
  (?= (?:back|home|return|on the way|both ways|for the return)\b)
(?:for |on )?(?:the |those |these )?same (?:days|dates|period)(?: as (?:the )?(?:flights?|trip|stay|hotel|above))?
(?:{who}|they|things|plans)(?:'s| is| are|'re) (?:forever|always|constantly|still) (?:changing|moving|shifting)
  (?: (?:his|her|their|its|the|my))?(?: (?:minds?|plans?|dates?|things?|times?|around))*
should (?:an?|the|no|any|such an?) (?:[a-z-]+ ){1,3}(?:not )?(?:exist|be (?:available|possible|offered|found|had)),?
(?:(?:the )?(?:pax|passenger|travell?er)|(?:(?<=\A)|(?<=[.;] ))(?:client|guest|clnt
  |cust))(?= (?:now )?(?:leaves|departs|travels|flies|returns|prefers|needs|wants
  |likes|requires|has
  |would|must|should)\b)
(?:the |my |her |his |our |their )?(?:visas?|passports?)(?= (?:for [^;]{1,40}? )?(?:has|have|is|are|was
  |were) (?:come|been|ready|valid
  |issued|granted|approved|here|fine|sorted|done))
(?:sorry|apolog(?:y|ies)) (?:for|about) (?:the |my |any |all the )?(?:late|short notice|confusion|delay
  |last-?minute|earlier|mix-?up|rush
  |trouble)(?: (?:request|mail|e-?mail|message|notice|booking|confusion|mix-?up|change|one))?(?: (?:in (?:my
  |the) (?:last|previous|earlier) (?:mail|e-?mail|message)|earlier|yesterday|last time|before))?
(?:one|just one|a) more (?:trip|booking|request|flight|journey|one)(?: for (?:you|me|us|today))?
(?:let me know|tell me|send me|advise)(?: of| about| on)? (?:the )?(?:price|fare|cost|rate
  |total)s?(?: in total)? (?:before|first|upfront
  |in advance)(?: (?:booking|you book|ticketing|issuing))?
(?:high|top|highest|low) (?:priority|importance)|when(?:ever)? (?:you|u) (?:get|have|find) (?:a|the) (?:minute
  |moment|sec|second|chance|time)
(?:it's |it is |all |everything(?:'s| is)? )?(?:within|in line with|according to|inside|as per)(?: the| our
  | company| travel)* (?:policy|rules|guidelines
  |budget)(?= ?(?:[.,;!]|$))
(?:please |pls )?charge (?:it|this|everything|me)? ?(?:as (?:usual|always)|like (?:always|last time)|the usual way)
(?:the |my |our |same )*(?:usual|same|default|standard|normal) cost[ -]cent(?:re|er)(?: as (?:usual|always
  |last time|before))?
(?:is |are |all )?up[ -]to[ -]date|(?:it's |that's )?up to you|(?:just )?like (?:last (?:time|year|month)|always|before)
(?:i|we) (?:don't|do not|won't) (?:need|want|require) (?:anything|any) (?:else|more|extra|special)
(?:i|we) (?:don't|do not|won't) (?:need|want|require) (?:an? |any |the )?(?:airport )?(?:transfers?|pick-?ups?
  |shuttles?|tax(?:i|is)|cabs?)
(?:it's |it is |it'll be |this is |that's )?(?:going to be |gonna be )?(?:a |an |another )?(?:(?:very
  |really|crazy|insanely) )?(?:busy|long|hectic|tough
  |crazy|full|short) (?:day|week|month|morning|night)(?= ?(?:[.,;!)]|$))
(?:the |my |our |these |those )?(?:dates?|days?) (?:can't|cannot|can not|must not|may not) be (?:changed|moved|shifted)
(?:sorry,? )?(?:wrong|incorrect|old) (?:dates?|details|info|times?|mail) (?:before|earlier|above|last time
  |in my last (?:mail|message))
(?:i've|i have|we've|we have|i|we) changed (?:my|our) minds?
(?:(?:has|have|had) been |was |is |were |are )?(?:duly |already |kindly )?(?:approved|authori[sz]ed|sanctioned
  |agreed|confirmed
  |granted|endorsed|cleared)(?: in (?:advance|principle|writing))? by (?:the|our|my|your|his|her) (?-i:(?:[a-z]+
   )?[A-Za-z]+(?: (?:of|for)
   (?:the |our )?[A-Z][a-z]+)?)(?= ?(?:[.,;!)]|$))
(?:following|after|per|re|regarding|concerning) (?:our|my|the|your|today's|yesterday's|this morning's) (?:call|chat
  |talk|conversation|meeting|trip
  |visit)(?: (?:this morning|today
  |yesterday|earlier|last week|just now))?(?: to (?:the|a|our) (?:clients?|customers?|office))?(?= ?[:,])
(?:e-?tickets?|confirmation|itinerary|vouchers?|documents?|tickets?) (?:to|via|by) (?:my |the |our )?(?:e-?mail
  |inbox|mail|phone|calendar)
{thanks}(?: (?:again|once more|a (?:lot|ton|bunch|million|mil)))?
greetings of the (?:day|season)|compliments of the (?:day|season)
(?:that |request(?:ed|ing)?(?: that)? )?the following (?:be|to be|is to be|are to be|should be|shall be)(?: kindly)?
   (?:reserved|booked|arranged|procured|organi[sz]ed|issued|purchased)
for (?:the )?(?:whole|entire|full)(?: of the)? (?:time|period|stretch|while) in between
for (?:my|his|her|our|their|the) (?:[a-z]+ )?(?:kit|gear|tools?|equipment|samples?|instruments?|materials?|brochures?
  |prototypes?|spares|spare parts|exhibits|display)(?= ?(?:[.,;!)]|$|and\b|please\b))
(?:(?:my|our|the) )?\w+ (?:wants?|needs?|asked|has asked|would like) (?:me|us|him|her|them)(?: to be)? (?:there|in|here)
   (?:an?|one|two|half an?) (?:days?|weeks?|hours?) (?:earlier|later|sooner)(?=[.:;,!] (?:so|new|hence
  |therefore|updated|now)\b)
plan (?-i:[A-D])(?: it is| then)?
under the (?:auspices|aegis|patronage|supervision|direction|guidance|leadership|terms|provisions)(?: of)?
(?:under|per|as per|according to|in accordance with|pursuant to|by|in line with) (?:the|our|its|your|company|internal)
   (?:(?:travel|internal|company|applicable|relevant|general|current|financial) ){0,2}(?:statutes|rules
  |regulations?|by-?laws
  |polic(?:y|ies)|guidelines?|directives?|statute|code of conduct|handbook|collective agreement)(?: (?:of|for|at)
   (?:the |our )?(?-i:[A-Za-z]+(?: [A-Z][a-z]+){0,3}))?(?= ?(?:[.,;)]|$))
(?:(?:see |find |as |per |from |in ))?(?-i:[A-Z][a-z]+)(?:'s)? (?:note|mail|e-?mail|message|summary|list|text)
   (?:further down|below|underneath|above|attached|down there)(?: (?:in this (?:thread|mail|e-?mail)))?
(?:(?:my|our|the|his|her|all) )?(?:dates?|days?|times?|details?) (?:is|are|were|was)(?: all| still)? (?:right
  |correct|fine|ok|okay|good)
  (?= ?(?:[.,;:]|but\b))
(?:(?:muchas |many )?gracias|merci(?: beaucoup)?|danke(?: sch[öo]n)?|vielen dank|(?:mille )?grazie|obrigad[oa]|tak
  |tack|takk|kiitos|dank u|bedankt|saludos|shukran|arigato|spasibo)(?= ?(?:[,.!;]|$))
(?:(?:the |our |my )?(?:guest ?house|hostel|quarters|accommodation|lodgings?|boarding|stay|guest room)s? (?:is|are
  |has been|have been|will be) (?:already )?(?:arranged|booked|sorted|provided|covered|taken care of|available|fixed)
  (?: (?:by|at|from|through) [a-z ]{1,30})?)(?= ?(?:[,.!;]|$))
no flying(?: for me| this time| please)*(?=,? (?:so|just|only|but)? ?(?:the |a |by )?trains?\b)
emergency(?= ?[!.:,])
(?:(?:just )?an? )?(?:gentle |friendly |kind )?reminder (?:of|about|on|regarding) (?:my|our|the) (?:request|mail
  |e-?mail|message
  |booking|trip)(?: (?:of|from) (?:last|this) (?:week|month|monday|tuesday|wednesday|thursday|friday))?
(?:still )?nothing (?:booked|done|heard|received|confirmed|happened)(?: (?:yet|so far|since))?(?= ?[!.,;])
(?:(?:kindly|please) )?be (?:informed|advised|notified|aware) that|(?:the )?following (?:employee|staff|person
  |colleague|traveller|people|employees|persons|colleagues)(?: (?:will|shall|is to|are to|has to|is|are)(?: be)?
   (?:travel(?:l?ing)?|flying|going|fly))(?=\s?[:.;])
out of station|in cc|to wit|in between(?= ?[,.;])
(?:the )?(?:second|third|fourth|other) (?:flight|leg|train|part|stretch|slice|trip|bit) is
at (?:your|the) (?:very )?(?:earliest|first|next) (?:convenience|opportunity)
as soon as (?:possible|you can|u can|practicable)|asap
(?:(?:and|then),? )?(?:after(?:wards)?(?: that)?|first|second|third|fourth|fifth|firstly|secondly|thirdly|lastly|finally
  |next)[,:]?(?=(?-i: (?:from )?(?!{month})[A-Z][\w'.-]+
  (?: [A-Z][\w'.-]+){0,2} (?:to|-) [A-Z]))
first of all|first things first|at first(?: sight| glance)?|at last|once (?:again|more)|at once|last minute
last (?:week|month|year|night|time|autumn|spring|summer|winter)(?= (?:i|we|you|he|she|they|was|were)\b)
(?:these|those|the other|one of these|one of those) days?|day[ -]to[ -]day
(?:for|in) (?:years|ages|a while)|long (?:day|week|night)
sooner or later|better late than never
(?:sorry for the |the |my )?late (?:reply|answer|response|notice)|short notice|early bird
next time|this time|time off|day off|for the (?:first|last) time|until then
on second thoughts?|(?:a |one )?second,? please
after all|before (?:long|i forget)
(?:the )?following (?:itinerar(?:y|ies)|(?:return )?flights?|journeys?|trips?|bookings?|arrangements?|travel
  |reservations?|routes?|trains?|details?|legs?|sectors?|request|plan)(?=\s?[:.,;-]|\s(?:for|to|from))|as follows
(?:an? )?(?:open[ -]jaw|multi[ -]?city|multi[ -]?stop)(?: (?:trip|journey|ticket|booking|itinerary))?
  (?=\s?[:,.;-]| for\b| (?-i:[A-Z]))
(?<!than )(?<!most )(?<!max )(?<!maximum )(?<!up to )(?<!only )(?<!with )(?<!have )(?<!of )(?:two|three|four|five|six
  |[2-6]) (?:cities|stops|legs|sectors|segments|flights|trains|trips|parts)(?=\s?[:.;-])
(?:(?:i|we)(?: am| are|'m|'re|'ve| will|'ll)?|and) (?:have|got|do|doing|visit|visiting|see|seeing|make|making|cover
  |covering|tour|touring|play|playing) (?:two|three|four|five|six|[2-6]) (?:cities|towns|countries|places
  |destinations|legs|sectors|segments)(?: (?:this time|in total|to (?:do|visit|see|cover)|on (?:this|the) trip))?
  (?= ?(?:[:.;,]|$))
(?:chg|change|chgd|update|amended)(?=\s?:)
(?:flight|leg|sector|segment|train|slice|part|stretch|stop) (?:no\.? ?|number |#)?
  (?:[1-6]|one|two|three|four)(?=\s?[:.)]| (?-i:(?:from )?(?!{month})[A-Z]))
last[ -]minute(?: \w+)?(?=\s?[:.,;!-])|last-minute
(?:(?:the|my|our|this|that) )?(?:plans?|dates?|schedule|agenda|itinerary|trip|programme) (?:(?:has
  |have) )?(?:been )?changed(?: again| slightly| a bit)?
any ?more(?= ?(?:[.,;!)]|$))
(?:(?:so|then|ok|okay),? )?(?:let's|let us|i'll|we'll|i will|we will|i'd|we'd) (?:take|go (?:for|with)|choose
  |do|have|stick (?:to
  |with)|prefer|rather take) the (?:later|earlier|second|first|third|last|other|latter|new|original|alternative|next)
   (?:days?|dates?|options?|one|week|flights?|proposal|suggestion|slot|version|plan)(?= ?[:.;,!-].{0,200}{day})
for (?:these|those|the|all (?:of )?(?:the|these|those)) nights(?: (?:there|in between|above))?(?= ?(?:[.,;!)]|$))
(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will| shall)? (?:be )?(?:on|taking|having|going on
  |start(?:ing)?|begin(?:ning)?)
   (?:(?:my|our|his|her|their|some|a|an|annual|paid|parental) ){0,2}(?:leave|holidays?|vacation|time off
  |days off|sabbatical)
  (?: (?:after(?: (?:that|it|this|the (?:meeting|visit|trip)))?|afterwards|there(?:after)?|then|from there
  |from then on))?(?= ?(?:[.,;!)]|$))
for the (?:whole |entire )?duration(?: of (?:the|my|our) (?:stay|trip|visit|journey|event))?
(?:(?:rather than|instead of) driv(?:e|ing)|no reply (?:is )?(?:needed|required|necessary))
(?:(?:veg|non-veg|special) )?(?:meals?|food|visa|insurance|lounge|cab|taxi|transfer
   |(?:(?:a|the) )?(?:rental |hire )?car(?: hire| rental)?)s? (?:is |are )?not
   (?:needed|required|necessary|reqd)
(?:i|we) (?:won't|will not|don't|do not|shall not) (?:need|require|want) (?:an? |any )?(?:rental |hire )?cars?
under (?:any|no) circumstances|(?:at|on) (?:such )?short notice
over (?:and out|the phone|lunch|coffee|a coffee)|under (?:pressure|control|the weather|way)
more or less|no more and no less|(?:a )?couple of (?:things|questions|points|notes|remarks)|half of it
(?<!on )(?<!for )(?<!in )(?<!on the )(?<!for the )(?<!in the )(?:the )?(?:second|first|third|last|latter)
   (?:alternative|option|choice|proposal|suggestion|version
  |one(?= ?(?:[.,;:!)]|$|(?:please|pls|is (?:fine|ok|okay|good|better|best)|works|suits|would be)\b)))
same (?:here|to you|as (?:always|usual|ever|last (?:time|year|week|month)))
as (?:always|usual|ever|before|per usual)
by the way
otherwise,? (?:as (?:small|cheap|basic|simple|plain|early|late|usual|quick|fast|short|you (?:like|please|wish|see fit
  |prefer|think best))(?: as (?:you (?:like|can|wish|please|want)|possible|(?:it|they) (?:comes?|gets?)))?
  |anything (?:goes|will do|works|is (?:fine|ok|okay|good))|(?:i'm|i am|we're|we are) (?:easy|flexible|not fussy|happy)
  |(?:it's |it is )?(?:up to you|your call|your choice)
  |all (?:is )?(?:as usual|the same|unchanged|good|fine|set|well))(?= ?(?:[.,;!)]|$))
(?:kindly |please |pls )?(?:book|issue|confirm|do it|ticket|arrange|reply|revert|process)(?: (?:it|this|the same|them|me
  |the tickets?|both))? (?:at (?:the|your) (?:very )?earliest|on priority|on an urgent basis|without delay)
  (?: (?:possible|convenience))?(?= ?(?:[.,;!)]|$|and\b))
(?:and )?(?:kindly |please |pls )?(?:share|send|forward|mail|give)(?: me| us)? (?:the |my |our )?(?:e-?)?(?:tickets?|pnr
  |itinerary|confirmation|details|copy|booking)(?: copy| details)? (?:on|to|at|in|by|over|via) (?:this|my|the same|our
  |same|the) (?:e-?mail|mail|number|id|e-?mail id|mail id|chat|thread|whatsapp)(?: (?:id|only|itself|address|number
  |chain|thread))*(?= ?(?:[.,;!)]|$))
(?:an? |any )?(?:connecting|indirect) (?:flights?|trains?|ones?),? (?:is|are
  |would be|will be)(?: also| quite| perfectly| absolutely)* (?:fine|ok|okay|acceptable|alright|all right|no problem
  |possible)(?: too| as well| for (?:me|us)| with (?:me|us)| by (?:me|us))*(?= ?(?:[.,;!)]|$))
(?:the [0-9]{1,2}(?:st|nd|rd|th)|(?:the )?{weekday}|that (?:day|date)|(?:the|those|these) dates) (?:works?|suits?
  |is fine
  |is good|is ok|are fine|is perfect)(?: (?:well|best|fine|perfectly))?(?: (?:for|with) (?:everybody|everyone|all|us all
  |all of us|the (?:client|customer|team|host)|me|us)(?: (?:here|there|now|involved))?)?(?=.{0,200}{day})
in (?:short|brief|advance|general|principle|fact|detail|full|person|touch|particular|addition|case|order|turn)
in (?:due course|the meantime)|on (?:time|hold|track|site|board)|(?<!if )at (?:all|work|lunch|ease|stake|hand|length)
"""
_WHO = (
    r"(?:(?:my|the|our|his|her) )?(?:boss|manager|director|client|customer|company|firm|supervisor|chief|partner"
    r"|employer|ceo|cfo|md)"
)
_READERS = (
    r"(?:dear )?(?:travel )?(?:team|colleagues?|friends?|everyone|everybody|folks|people|guys|desk|boss|managers?"
    r"|all|both|again|crew|mates?|bot)"
)
_TIME = (
    r"(?:day|evening|night|weekend|week|one|time|holidays?|trip|morning|afternoon|start)"
    r"(?: (?:ahead|all|everyone|too))?"
)
_HAVE = r"(?:have|enjoy|had|having|wish(?:ing)? you) (?:(?:a|an|the|your) )?(?:very )?"
_THANKS = r"(?:many )?(?:thanks?|thank you|thx)(?: you)?(?: (?:so|very) much)?"
_NAMES = {
    "{have}": _HAVE,
    "{thanks}": _THANKS,
    "{good}": r"(?:nice|great|good|lovely|wonderful|happy|relaxing|pleasant|fantastic|fab)",
    "{deny}": r"(?:doesn't|does not|don't|do not|didn't)",
    "{hello}": r"(?:hi|hello|hey|dear|greetings|hiya)",
    "{whom}": r"(?:me|us|that i|that we|him|her|them)",
    "{who}": _WHO,
    "{readers}": _READERS,
    "{time}": _TIME,
    "{weekday}": r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    "{day}": r"\b[0-9]{1,2}(?:st|nd|rd|th)? ?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "{month}": r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b",
    "{end}": r"(?= ?(?:[,.!:;-]|$))",
}


def _make_pattern() -> LatePattern:
    patterns = "|".join(each for each in (_POLITE + _AROUND + _IN_PASSING).replace("\n  ", "").split("\n") if each)
    for name, meaning in _NAMES.items():
        patterns = patterns.replace(name, meaning)
    return LatePattern(rf"(?<![\w'])(?:{patterns})(?![\w'])", re.IGNORECASE)


_IDIOM = _make_pattern()


def without_idioms(text: str) -> str:
    """Return `text` with blanks where turns of phrase stand, everything else in its place."""
    return blank_out(_IDIOM, text)
