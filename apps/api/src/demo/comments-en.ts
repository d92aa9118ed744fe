import type { Sayings } from "./comments.ts";

export const english: Sayings = {
  about: {
    "timetable-search": {
      happy: [
        "Found the train I wanted in under a minute.",
        "I like that it shows the transfer times honestly.",
        "The calendar with prices by day is a great help.",
        "Clear, fast, and it remembered my usual station.",
      ],
      middling: [
        "The search works, but the filters hide behind too many taps.",
        "Good, though I could not see which trains take bicycles.",
        "It shows everything, only a bit slowly in the evening.",
      ],
      unhappy: [
        "The search forgets my dates every time I go back.",
        "It offered a connection of four minutes, which nobody can make.",
        "Weekend engineering works were not in the timetable.",
        "I typed my station three times before it was recognised.",
        "Prices changed between the list and the next page.",
      ],
    },
    "ticket-purchase": {
      happy: [
        "Two minutes from opening the app to having a seat.",
        "Choosing a seat on the map is exactly what I wanted.",
        "Paid by phone, no forms to fill in. Lovely.",
        "The discount from my card was there without asking.",
      ],
      middling: [
        "Fine, but I had to enter my passport number again.",
        "Buying was easy, changing the date took a while.",
        "All good except that insurance is ticked beforehand.",
      ],
      unhappy: [
        "The payment failed twice and I did not know whether I had a ticket.",
        "I paid for a window and got a wall.",
        "The basket expired while my bank was asking for a code.",
        "A booking fee that only appears on the last page.",
        "Could not buy for two adults and a child in one go.",
      ],
    },
    "ticket-delivery": {
      happy: [
        "The ticket was on my phone before I had put my card away.",
        "Ticket in the mail and in the app at once, very handy.",
        "Came in seconds, and the code scanned the first time.",
        "Nice that the ticket says which end of the platform to wait at.",
      ],
      middling: [
        "It came, only I had to look in the spam folder.",
        "Arrived after ten minutes. Fine, I was early.",
        "Works, but I would like it in my wallet without an extra tap.",
      ],
      unhappy: [
        "Waited half an hour for the ticket and bought another at the desk.",
        "The PDF would not open on my phone.",
        "Got two messages with different seats.",
        "The ticket went to an old address that I changed long ago.",
        "The code was too small for the reader at the gate.",
      ],
    },
    "station-boarding": {
      happy: [
        "Platform shown early, staff pointed us to the right car.",
        "Boarding was quick even with a pram.",
        "The new signs at the station are easy to follow.",
        "The gate read my phone at once and we were in.",
      ],
      middling: [
        "Boarding was fine, the waiting room was full.",
        "Good, but there is only one lift for the whole station.",
        "The queue was long and moved well enough.",
      ],
      unhappy: [
        "The platform changed three minutes before departure.",
        "Announcements are so quiet that nobody understands them.",
        "Gate number four did not read a single ticket.",
        "No one at the station could tell us which end car 9 was.",
        "We stood in the rain because the waiting room was locked.",
      ],
    },
    "on-board": {
      happy: [
        "Quiet carriage, left on the minute.",
        "The conductor found us two seats together. Thank you!",
        "Clean, warm, and the coffee was good.",
        "A socket at every seat, and all of them work.",
      ],
      middling: [
        "Good, but the Wi-Fi drops after Tver.",
        "A comfortable seat, a little too cold at night.",
        "Nice train, the café had run out of sandwiches by noon.",
      ],
      unhappy: [
        "The toilet in our car was closed the whole way.",
        "Four hours without air conditioning.",
        "My reserved seat was broken and the train was full.",
        "Loud phone calls in the quiet carriage and nobody minded.",
        "The table was sticky and the bins were full when we got on.",
      ],
    },
    "arrival-connections": {
      happy: [
        "Arrived three minutes early, my bus was waiting.",
        "The app told me the platform of my next train on the way.",
        "Easy change, ten steps across the platform.",
        "Staff at the exit called us a taxi. Very kind.",
      ],
      middling: [
        "On time, but the signs to the metro are confusing.",
        "Made the connection with a minute to spare.",
        "Arrived a little late, still in time for my meeting.",
      ],
      unhappy: [
        "Connection was announced too late.",
        "Twenty minutes late and the last bus had gone.",
        "The next train left while we stood at its closed doors.",
        "No escalator, two suitcases, and nobody to ask.",
        "We were told the connection would wait. It did not.",
      ],
    },
    "disruption-help": {
      happy: [
        "The train was cancelled and I had a new seat before I could complain.",
        "A real person rang me back in five minutes.",
        "Clear messages every ten minutes while we waited.",
        "They paid for the taxi without an argument.",
      ],
      middling: [
        "Help came, but I had to ask for it twice.",
        "The agent was kind and could not do much.",
        "The new train was fine, the wait for the news was long.",
      ],
      unhappy: [
        "An hour on the line and then it hung up.",
        "Everyone I asked told me something else.",
        "The app still said on time when the train had been cancelled.",
        "The replacement bus left from a stop nobody had named.",
        "I was sent from desk to desk and missed the last train home.",
      ],
    },
    refunds: {
      happy: [
        "Money back in three days, no questions asked.",
        "The form took a minute and the refund came the next week.",
        "They refunded the fee as well, which I had not expected.",
        "Told me the day it would arrive, and it did.",
      ],
      middling: [
        "It worked in the end, after a second e-mail.",
        "The money came, a letter about it would have been nice.",
        "Reasonable, but ten days is long.",
      ],
      unhappy: [
        "Six weeks and still nothing on my account.",
        "They kept a fee for a train that they cancelled themselves.",
        "The refund form asks for a number that is not on the ticket.",
        "Got a voucher when I had asked for my money.",
        "Every call ends with a promise and nothing happens.",
      ],
    },
    loyalty: {
      happy: [
        "An upgrade for my birthday, what a nice surprise.",
        "Points are easy to spend, which is rare.",
        "I travel every week and it really pays off.",
        "The lounge alone is worth the card.",
      ],
      middling: [
        "Good programme, I only wish points lasted longer.",
        "Nice, but the partner offers are not for me.",
        "Points arrive a few days late, otherwise fine.",
      ],
      unhappy: [
        "My points expired a week before the holiday.",
        "Upgrades are never available when I ask.",
        "Two years a member and nobody knows my seat.",
        "The card number is refused at half of the desks.",
        "You changed the rules and told us afterwards.",
      ],
    },
  },
  sinceFall: [
    "The link in the text message opens an empty page.",
    "Still no ticket in the app, had to queue at the desk.",
    "The link asks me to install the app that I already have.",
    "Ticket came when the train had left.",
    "No ticket after an hour, and the app says that it was sent.",
    "Since the update the ticket will not open without a signal.",
    "Got the ticket by e-mail, not in the app as before.",
    "Empty page, tried it on two phones.",
    "The conductor let me stay, but I had no ticket to show.",
    "I had to ring you to get a ticket that I paid for yesterday.",
    "The message said my ticket was ready. It was not.",
    "Three links, and none of them works.",
  ],
  moreOf: {
    happy: [
      "Keep it up!",
      "Will use it again.",
      "Thank you.",
      "Better than last year.",
      "My mother managed it as well.",
    ],
    middling: [
      "Could be better.",
      "Nothing to complain about otherwise.",
      "A small thing, but I noticed it.",
      "Next time I hope for more.",
    ],
    unhappy: [
      "And nobody answers the phone.",
      "This is the second time.",
      "I expected more for this price.",
      "Please look into it.",
      "Next time I take the bus.",
    ],
  },
  trip: {
    happy: [
      "Nothing, stay as you are.",
      "Please keep the quiet carriage.",
      "A little more room for suitcases, the rest is fine.",
      "More trains like this one.",
    ],
    middling: [
      "Wi-Fi first, then the café.",
      "Announce delays earlier.",
      "Warmer carriages in the morning.",
      "Cleaner toilets after the first stop.",
    ],
    unhappy: [
      "Be on time. Everything else is a detail.",
      "Fix the heating.",
      "Tell us why we are standing in a field.",
      "Seats that do not hurt after two hours.",
    ],
  },
  effort: {
    happy: [
      "One form, one click, done.",
      "The chat solved it while I was having tea.",
      "I did not have to explain anything twice.",
      "It knew my order already.",
    ],
    middling: [
      "Easy once I had found the right page.",
      "It took two tries, the second one worked.",
      "Simple, but slow.",
    ],
    unhappy: [
      "I had to explain it to three people.",
      "The form lost everything I had typed.",
      "I still do not know whether it is settled.",
      "Forty minutes for something that takes one.",
    ],
  },
};
