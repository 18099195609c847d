"""Questions about the seeded handbook in people's words, with the section that answers each, and others that no policy
on travel answers."""

ANSWERED = {
    "How late may I book a trip abroad?": "2.2",
    "When do I need an approval for a last-minute departure?": "2.4",
    "What is the fare limit for a flight of one direction?": "4.3",
    "Am I allowed to fly business class?": "4.2",
    "Can I keep the miles that I earn?": "4.10",
    "Which class may I take on a train?": "4.13",
    "How much may a night in a hotel cost?": "5.1",
    "What present may I take if I stay with friends?": "5.6",
    "Within how many days do I hand in my expense claims?": "7.4",
    "What kind of rental car may three people take?": "7.5",
}
REFUSED = (
    "How do I cook spaghetti?",
    "What will the weather be like tomorrow?",
    "Who won the football match last night?",
    "Write a poem about the sea.",
    "Wie backe ich einen Apfelkuchen?",
)
