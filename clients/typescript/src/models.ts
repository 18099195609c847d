/** The types that operations take and give. Written by `make client`. */

import type { Open } from "./base.ts";

/**
 * A trip request: `request` in words, or at least one of `slices`, `stays` and `cars`.
 *
 * `answers` answers the questions of an earlier attempt, by the question's field.
 */
export interface BookingRequest {
  /** The trip in words */
  readonly request?: string | null;
  /** Answers to the `questions` of a 422, by their `field`: the `code` of a choice each */
  readonly answers?: Readonly<Record<string, string>>;
  /** What you said since, in order: answers in words to what was asked back about `request`, and corrections of it */
  readonly replies?: readonly string[];
  /**
   * In order of time: one way, there and back, through several cities, with gaps travelled by oneself, or none at all
   */
  readonly slices?: readonly RequestedSlice[];
  /** Hotel stays in order of time */
  readonly stays?: readonly RequestedStay[];
  /** Rental cars */
  readonly cars?: readonly RequestedCar[];
  /** What must be so (`must`: what falls short comes last, and says in what) or would be liked (`wish`) */
  readonly preferences?: readonly PreferenceInput[];
  /** Of a request in words that names none; `economy` by default */
  readonly cabin?: Cabin | null;
  /** What the trip is for; the policy may ask for it */
  readonly purpose?: string | null;
  /**
   * The cost centre that is charged for all; by default each traveller's share is charged to their own, and a guest's
   * to yours
   */
  readonly costCentre?: string | null;
  /** Travellers, you included; by default only you */
  readonly travellers?: readonly TravellerName[];
  /** Instead of `travellers`: ids of passenger profiles that you may book for */
  readonly passengerIds?: readonly string[];
  /**
   * Currency of the offers, the company's by default; one in which no supplier sells is refused, with those that there
   * are
   */
  readonly currency?: string | null;
}

/** One direction of the journey. Days and times are local, those of the arrival to the destination. */
export interface RequestedSlice {
  /** A city, or an IATA airport or city code */
  readonly origin: string;
  /** A city, or an IATA airport or city code */
  readonly destination: string;
  /** Day of departure, local to the origin (ISO 8601) */
  readonly departOn: string;
  /** Whether to fly, to go by train, or either; by default `air` */
  readonly mode?: TransportMode;
  /** Cabin to search in; by default `economy` */
  readonly cabin?: Cabin;
  /** Between which local times to depart; null: any */
  readonly departure?: TimeWindowInput | null;
  /** Between which local times to arrive, by the destination's clock; null: any */
  readonly arrival?: TimeWindowInput | null;
}

/** What a slice is travelled by. */
export type TransportMode = Open<"air" | "rail" | "any">;

/** Cabin class of a flight; of a train, first class stands for all above economy. */
export type Cabin = Open<"economy" | "premium_economy" | "business" | "first">;

/** Between which local times something is to happen, both included; null is open on that side. */
export interface TimeWindow {
  /** Earliest local time of day; null: from midnight */
  readonly notBefore: string | null;
  /** Latest local time of day; null: until midnight */
  readonly notAfter: string | null;
  /** Whether an offer outside these times is refused or only ranked lower */
  readonly strength: Strength;
}

/** Between which local times something is to happen, both included; null is open on that side. */
export interface TimeWindowInput {
  /** Earliest local time of day; null: from midnight */
  readonly notBefore?: string | null;
  /** Latest local time of day; null: until midnight */
  readonly notAfter?: string | null;
  /** Whether an offer outside these times is refused or only ranked lower; by default `must` */
  readonly strength?: Strength;
}

/** Whether something must be so, or would only be liked. */
export type Strength = Open<"must" | "wish">;

/** A hotel stay; by default where the trip goes to, for all nights there. */
export interface RequestedStay {
  /** By default where the trip goes to, if that is one place */
  readonly place?: string | null;
  /**
   * Date of the first night; by default the night of arrival, to which an arrival before 06:00 of the next day belongs.
   * Required where no slice arrives
   */
  readonly checkIn?: string | null;
  /** By default the day of the next departure from there; required, or `nights`, without */
  readonly checkOut?: string | null;
  /** Instead of `checkOut` */
  readonly nights?: number | null;
  /** The most that a room may cost a night; null: what the policy allows */
  readonly nightlyCap?: MoneyInput | null;
  /** True: hotels near the centre rank higher; by default `false` */
  readonly nearCentre?: boolean;
  /** The most that all nights and rooms may cost together */
  readonly totalCap?: MoneyInput | null;
  /** The hotel should be near this place */
  readonly near?: LandmarkInput | null;
  /** At least so many stars; null: any */
  readonly minStars?: number | null;
  /** True: at least partly refundable; by default `false` */
  readonly refundable?: boolean;
}

/** An amount in minor units (cents) of one currency: `{"amount": 12345, "currency": "EUR"}` is 123.45 EUR. */
export interface Money {
  /** Minor units of the currency, such as cents */
  readonly amount: number;
  /** ISO 4217 code of a currency in circulation, by the list of 2026-01-01 */
  readonly currency: string;
}

/** An amount in minor units (cents) of one currency: `{"amount": 12345, "currency": "EUR"}` is 123.45 EUR. */
export interface MoneyInput {
  /** Minor units of the currency, such as cents */
  readonly amount: number;
  /** ISO 4217 code of a currency in circulation, by the list of 2026-01-01 */
  readonly currency: string;
}

/**
 * A place that somebody wants to be near: an office, a fair, a station; coordinates are WGS 84 degrees, null where it
 * is known by name alone.
 */
export interface Landmark {
  /** The place in the words of the request */
  readonly name: string;
  /** WGS 84, degrees north of the equator */
  readonly latitude: number | null;
  /** WGS 84, degrees east of Greenwich */
  readonly longitude: number | null;
}

/**
 * A place that somebody wants to be near: an office, a fair, a station; coordinates are WGS 84 degrees, null where it
 * is known by name alone.
 */
export interface LandmarkInput {
  /** The place in the words of the request */
  readonly name: string;
  /** WGS 84, degrees north of the equator */
  readonly latitude?: number | null;
  /** WGS 84, degrees east of Greenwich */
  readonly longitude?: number | null;
}

/** A rental car; days and times are local to where it is picked up and dropped off. */
export interface RequestedCar {
  /** A city, or an IATA airport or city code */
  readonly pickUp: string;
  /** Day of pick-up, local to that place (ISO 8601) */
  readonly pickUpOn: string;
  /** Local time of day at which to pick the car up; by default `10:00` */
  readonly pickUpAt?: string;
  /** By default where it is picked up */
  readonly dropOff?: string | null;
  /** Day of return, local to that place (ISO 8601) */
  readonly dropOffOn: string;
  /** Local time of day at which to return the car; by default `10:00` */
  readonly dropOffAt?: string;
  /** Smallest category that will do; by default `mini` */
  readonly category?: CarCategory;
  /** True: only with an automatic gearbox; by default `false` */
  readonly automatic?: boolean;
}

/** Category of a rental car: the first letter of its ACRISS code. */
export type CarCategory = Open<"mini" | "economy" | "compact" | "intermediate" | "standard" | "full_size" | "premium">;

/** At most so many changes of aircraft or train on a slice; 0 is non-stop. */
export interface MostStops {
  /** Always `most_stops`, which sets it apart from its alternatives */
  readonly preference: "most_stops";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Changes on a slice; 0 is non-stop */
  readonly stops: number;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** At most so many changes of aircraft or train on a slice; 0 is non-stop. */
export interface MostStopsInput {
  /** Always `most_stops`, which sets it apart from its alternatives */
  readonly preference: "most_stops";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Changes on a slice; 0 is non-stop */
  readonly stops: number;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** No slice is under way through the night. */
export interface NoOvernight {
  /** Always `no_overnight`, which sets it apart from its alternatives */
  readonly preference: "no_overnight";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** No slice is under way through the night. */
export interface NoOvernightInput {
  /** Always `no_overnight`, which sets it apart from its alternatives */
  readonly preference: "no_overnight";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** Every segment in the cabin that its slice asks for, or a better one. */
export interface CabinAsRequested {
  /** Always `cabin_as_requested`, which sets it apart from its alternatives */
  readonly preference: "cabin_as_requested";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** Every segment in the cabin that its slice asks for, or a better one. */
export interface CabinAsRequestedInput {
  /** Always `cabin_as_requested`, which sets it apart from its alternatives */
  readonly preference: "cabin_as_requested";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** Every flight with one of these carriers, or with a member of the alliance. */
export interface WithCarriers {
  /** Always `carriers`, which sets it apart from its alternatives */
  readonly preference: "carriers";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Airlines that will do, by IATA designator */
  readonly carriers: readonly string[];
  /** Its members will do as well; null: only `carriers` */
  readonly alliance: Alliance | null;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** Every flight with one of these carriers, or with a member of the alliance. */
export interface WithCarriersInput {
  /** Always `carriers`, which sets it apart from its alternatives */
  readonly preference: "carriers";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Airlines that will do, by IATA designator */
  readonly carriers?: readonly string[];
  /** Its members will do as well; null: only `carriers` */
  readonly alliance?: Alliance | null;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** An airline alliance. */
export type Alliance = Open<"oneworld" | "skyteam" | "star_alliance">;

/** No flight with any of these carriers. */
export interface WithoutCarriers {
  /** Always `without_carriers`, which sets it apart from its alternatives */
  readonly preference: "without_carriers";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Airlines that will not do, by IATA designator */
  readonly carriers: readonly string[];
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** No flight with any of these carriers. */
export interface WithoutCarriersInput {
  /** Always `without_carriers`, which sets it apart from its alternatives */
  readonly preference: "without_carriers";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Airlines that will not do, by IATA designator */
  readonly carriers: readonly string[];
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** Components of these kinds (none: of all) are at least partly refundable. */
export interface RefundableComponents {
  /** Always `refundable`, which sets it apart from its alternatives */
  readonly preference: "refundable";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Kinds of components that are meant; empty for all */
  readonly kinds: readonly ComponentKind[];
}

/** Components of these kinds (none: of all) are at least partly refundable. */
export interface RefundableComponentsInput {
  /** Always `refundable`, which sets it apart from its alternatives */
  readonly preference: "refundable";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Kinds of components that are meant; empty for all */
  readonly kinds?: readonly ComponentKind[];
}

/** Kind of a component of a trip. */
export type ComponentKind = Open<"flight" | "rail" | "stay" | "car">;

/** At least so many checked bags a traveller are included. */
export interface CheckedBags {
  /** Always `checked_bags`, which sets it apart from its alternatives */
  readonly preference: "checked_bags";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Bags for each traveller, included in the fare */
  readonly bags: number;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** At least so many checked bags a traveller are included. */
export interface CheckedBagsInput {
  /** Always `checked_bags`, which sets it apart from its alternatives */
  readonly preference: "checked_bags";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Bags for each traveller, included in the fare */
  readonly bags: number;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** A seat at the aisle or at the window can be chosen, for a fee or without one. */
export interface SeatChoice {
  /** Always `seat`, which sets it apart from its alternatives */
  readonly preference: "seat";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Which seats it is about */
  readonly position: SeatPosition;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices: readonly number[];
}

/** A seat at the aisle or at the window can be chosen, for a fee or without one. */
export interface SeatChoiceInput {
  /** Always `seat`, which sets it apart from its alternatives */
  readonly preference: "seat";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Which seats it is about */
  readonly position: SeatPosition;
  /** Places in `slices`, from 0, that it is about; empty for all */
  readonly slices?: readonly number[];
}

/** Where in a row a seat is. */
export type SeatPosition = Open<"aisle" | "window">;

/** A hotel at most so many metres from the place that its stay is to be near, or from the centre. */
export interface NearPlace {
  /** Always `near_place`, which sets it apart from its alternatives */
  readonly preference: "near_place";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Farthest that the hotel may be from there, in metres */
  readonly withinMetres: number;
  /** Places in `stays`, from 0, that it is about; empty for all */
  readonly stays: readonly number[];
}

/** A hotel at most so many metres from the place that its stay is to be near, or from the centre. */
export interface NearPlaceInput {
  /** Always `near_place`, which sets it apart from its alternatives */
  readonly preference: "near_place";
  /** Whether an option that lacks it is left out, or only ranked lower */
  readonly strength: Strength;
  /** Farthest that the hotel may be from there, in metres */
  readonly withinMetres: number;
  /** Places in `stays`, from 0, that it is about; empty for all */
  readonly stays?: readonly number[];
}

/**
 * A traveller of a new request, with the name as in the passport; its Latin spelling is asked where it is left out and
 * the name is in other letters.
 */
export interface TravellerName {
  /** As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops */
  readonly givenName: string;
  /** As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops */
  readonly familyName: string;
  /** As spelled in the machine-readable lines of the passport: letters from A to Z */
  readonly latinGivenName?: string | null;
  /** As spelled in the machine-readable lines of the passport: letters from A to Z */
  readonly latinFamilyName?: string | null;
}

/** An accepted trip request: how it was understood, and where to follow its progress. */
export interface BookingAccepted {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Id of the workflow execution */
  readonly executionId: string;
  /** Where the booking is in its life; `requested` unless the request was repeated */
  readonly status: BookingStatus;
  /** The trip request as it was understood */
  readonly request: TripRequest;
  /** Address of the booking */
  readonly url: string;
  /** Address of its events, as they happen */
  readonly eventsUrl: string;
  /**
   * What was read of a request in words, and what was passed over; null if it was sent as fields, or in another
   * language than English
   */
  readonly requestReading: RequestReading | null;
}

/** Status of a booking. */
export type BookingStatus = Open<"requested" | "planning" | "awaiting_selection" | "holding" | "awaiting_approval" | "revising" | "purchasing" | "booked" | "changing" | "declined" | "expired" | "cancelled" | "failed" | "compensation_required">;

/** A trip request as it was understood: what is travelled, in order of time, where is stayed and what is driven. */
export interface TripRequest {
  /** Directions of the journey, in order of departure; empty for a trip without travel */
  readonly slices: readonly SliceRequest[];
  /** Hotel stays, in the order of the request */
  readonly stays: readonly StayRequest[];
  /** Rental cars, in the order of the request */
  readonly cars: readonly CarRequest[];
  /** What somebody must have or would rather have, beside places, days and cabins */
  readonly preferences: readonly Preference[];
  /** What the trip is for, in the requester's words; null if nobody said */
  readonly purpose: string | null;
  /** The cost centre that is charged, or that of the first traveller's share */
  readonly costCentre: string;
  /** Who travels, in the order of the request; one entry for each seat */
  readonly travellers: readonly Traveller[];
  /** ISO 4217 code of the currency in which offers are requested */
  readonly currency: string;
  /** Ids of the passenger profiles of the travellers, if they were given as profiles */
  readonly passengerIds: readonly string[];
  /** Cost centre of each traveller's share, in the order of `travellers`; empty if `costCentre` is charged for all */
  readonly costCentres: readonly string[];
}

/**
 * A requested slice: one direction of a journey, from one place to another on one day. Dates and times are local, those
 * of the departure to its origin, those of the arrival to its destination.
 */
export interface SliceRequest {
  /** Where the slice begins */
  readonly origin: Place;
  /** Where the slice ends */
  readonly destination: Place;
  /** Day of departure, local to the origin */
  readonly departOn: string;
  /** Whether it is flown, goes by train, or may be either */
  readonly mode: TransportMode;
  /** Asked for; options also come in the cabins next to it, unless it is a must */
  readonly cabin: Cabin;
  /** Between which times it departs; null: at any */
  readonly departure: TimeWindow | null;
  /** Between which times it arrives; null: at any */
  readonly arrival: TimeWindow | null;
}

/** A city or a single airport, as origin or destination of a trip. */
export interface Place {
  /** Name of the city in English, or of the airport if only that airport is meant */
  readonly name: string;
  /** Country of the place (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** IATA airport codes, the main airport first */
  readonly airports: readonly string[];
  /** WGS 84 degrees */
  readonly latitude: number;
  /** WGS 84 degrees */
  readonly longitude: number;
  /** IANA time zone of the place, by which its dates and times are meant */
  readonly timezone: string;
}

/** A requested hotel stay: local dates, from the night of `checkIn` to the night before `checkOut`. */
export interface StayRequest {
  /** City where the hotel is to be */
  readonly place: Place;
  /** Day of the first night, by the calendar of the hotel */
  readonly checkIn: string;
  /** Day of departure; the night before it is the last */
  readonly checkOut: string;
  /** The most that a room may cost a night; null: what the policy allows */
  readonly nightlyCap: Money | null;
  /** True: hotels near the centre rank higher */
  readonly nearCentre: boolean;
  /**
   * True: the stay begins in the night of arrival, whatever its date (an arrival before 06:00 belongs to the night
   * before); `checkIn` is then the date of departure
   */
  readonly beginsOnArrival: boolean;
  /** True: a number of nights was requested; check-out moves with the night of arrival */
  readonly keepsNights: boolean;
  /** The most that all nights and rooms may cost together */
  readonly totalCap: Money | null;
  /** Place in `slices`, from 0, of the slice by which the travellers arrive; null: by themselves */
  readonly arrivesBy: number | null;
  /** Place in `slices`, from 0, of the slice by which the travellers depart; null: by themselves */
  readonly leavesBy: number | null;
  /** The hotel should be near this place */
  readonly near: Landmark | null;
  /** At least so many stars; null: any */
  readonly minStars: number | null;
  /** True: at least partly refundable */
  readonly refundable: boolean;
}

/** A requested rental car; dates and times are local to where it is picked up and dropped off. */
export interface CarRequest {
  /** City or airport where the car is picked up */
  readonly pickUp: Place;
  /** Day of pick-up, local to that place */
  readonly pickUpOn: string;
  /** Local time of day at which the car is picked up */
  readonly pickUpAt: string;
  /** City or airport where the car is returned */
  readonly dropOff: Place;
  /** Day of return, local to that place */
  readonly dropOffOn: string;
  /** Local time of day at which the car is returned */
  readonly dropOffAt: string;
  /** At least this category */
  readonly category: CarCategory;
  /** True: with an automatic gearbox */
  readonly automatic: boolean;
}

/** A traveller, with the name as in the passport. */
export interface Traveller {
  /** All given names, in the order of the passport */
  readonly givenName: string;
  /** Family name as the passport has it */
  readonly familyName: string;
  /** As spelled for the carrier; null if the name is in letters from A to Z */
  readonly latinGivenName: string | null;
  /** As spelled for the carrier; null if the name is in letters from A to Z */
  readonly latinFamilyName: string | null;
}

/** What was read of a request in words, in its order, and what was not: nothing of that is booked. */
export interface RequestReading {
  /** Words that were understood, in the order of the text, each with its field */
  readonly read: readonly ReadWords[];
  /** Words that were passed over; greetings, quoted mail and the like apart */
  readonly unread: readonly string[];
}

/** Words of a request, as they were understood ("tmrw" is "tomorrow"), and the field into which they were read. */
export interface ReadWords {
  /** As the request has them */
  readonly words: string;
  /** Field of the request that they fill, such as `slices` */
  readonly field: string;
}

/** As what somebody has a part in a booking or a trip. */
export type PartyRole = Open<"requester" | "traveller">;

/** The outcome of a policy evaluation, decided by the gravest violation, or by a fact that a rule lacks. */
export type Outcome = Open<"compliant" | "approval_required" | "cannot_be_judged" | "denied">;

/** Whose things a list has: one's own, or everybody's. */
export type ListScope = "own" | "all";

/** A booking in a list. What only lists across the company say is empty in a list of one's own. */
export interface ListedBooking {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Where the booking is in its life */
  readonly status: BookingStatus;
  /** Where the trip goes */
  readonly name: string;
  /** First day of the trip, local to where it starts */
  readonly startsOn: string;
  /** Last day that was asked for: of a departure, check-out or drop-off, each local */
  readonly endsOn: string;
  /** Names of its places, in order: where it starts first */
  readonly places: readonly string[];
  /** What the selected option costs in all; null while none is selected */
  readonly price: Money | null;
  /** Trip that holds what was booked; null until it is booked */
  readonly tripId: string | null;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Who requested it, by their id; null if they were erased */
  readonly requesterId: string | null;
  /** Whether you asked for it, travel by it, or both */
  readonly roles: readonly PartyRole[];
  /** With `scope=all`: `userId` of every traveller with an account */
  readonly travellerIds: readonly string[];
  /** With `scope=all`: cost centres that pay, that of the first traveller's share first */
  readonly costCentres: readonly string[];
  /** With `scope=all`: policy outcome of the selected option; null if none is selected */
  readonly outcome: Outcome | null;
  /** With `scope=all`: countries of its places, in order: where it starts first */
  readonly countries: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A booking as its requester, its travellers, its approver and a travel manager see it. */
export interface BookingView {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Who requested it, by their id */
  readonly requesterId: string;
  /** Where the booking is in its life */
  readonly status: BookingStatus;
  /** Operations that you may perform on the booking now */
  readonly operations: readonly BookingOperation[];
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** The trip as it was understood; compare it with what you meant */
  readonly request: TripRequest;
  /**
   * Travellers, fixed when the booking was made; the ids of each are for the requester, travel managers and that
   * traveller
   */
  readonly travellers: readonly BookingTraveller[];
  /** The trip request in the requester's words; null if it was sent as fields */
  readonly requestText: string | null;
  /**
   * How these words were read when they came in, before any revision; null if it was sent as fields, or in another
   * language than English
   */
  readonly requestReading: RequestReading | null;
  /** Version of the travel policy that its options were judged by; null until they were */
  readonly policyVersion: number | null;
  /** Policy clauses that apply to the trip request */
  readonly clauses: readonly ClauseHitView[];
  /** Planning round; rises each time options are searched again */
  readonly round: number;
  /** Itineraries to select from, the best first */
  readonly options: readonly OptionView[];
  /**
   * What carriers need of the travellers by check-in and have not been given, as known when the booking was last
   * planned, selected or bought; of each traveller for themselves, the requester and travel managers
   */
  readonly missing: readonly MissingFact[];
  /** Until when an option can be selected; null while there are none */
  readonly optionsExpireAt: string | null;
  /** Sections of policy documents that bear on the trip request; they decide nothing */
  readonly policySections: readonly SectionHit[];
  /** Option that was selected; null while none is */
  readonly selectedOptionId: string | null;
  /** What the selected option costs in all; null while none is selected */
  readonly price: Money | null;
  /**
   * Why nobody could approve an option that requires approval, as things stood when the options were evaluated; null if
   * somebody could, or none requires it
   */
  readonly approvalOutlook: ApprovalBlock | null;
  /** The approval that the selected option needs; null if it needs none, or none is selected */
  readonly approvalRequest: ApprovalRequest | null;
  /** What the booking takes of budgets: of each cost centre and year that it charges */
  readonly budgets: readonly BudgetShare[];
  /** Travel credits used to pay for the booking */
  readonly credits: readonly CreditUse[];
  /** What was bought, one for each component; empty until it is booked */
  readonly orders: readonly OrderView[];
  /** Parts of the booking that can be cancelled separately */
  readonly parts: readonly BookingPart[];
  /** The confirmed change that is being settled; null if there is none */
  readonly amendment: Amendment | null;
  /** What became of changes and cancellations, in order of settlement */
  readonly receipts: readonly Receipt[];
  /** Id of the booking that this one replaces */
  readonly replacesBookingId: string | null;
  /** Schedule changes and cancellations by suppliers */
  readonly supplierChanges: readonly SupplierChangeView[];
  /** Trip that holds what was booked; null until it is booked */
  readonly tripId: string | null;
  /** Why it ended without being bought; null otherwise */
  readonly failure: Failure | null;
  /**
   * Since when and until when the booking waits for a supplier, or for another system, that is unavailable; null if it
   * does not
   */
  readonly delay: Delay | null;
  /** Revisions after the booking was sent back or recalled, oldest first */
  readonly revisions: readonly RevisionView[];
  /** Stream of its events (server-sent events) */
  readonly eventsUrl: string;
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
}

/** An operation that the caller may perform on a booking now. */
export type BookingOperation = Open<"select" | "approve" | "send_back" | "recall" | "revise" | "cancel" | "change" | "decide_supplier_change">;

/** A traveller of a booking. */
export interface BookingTraveller {
  /** Given names as the passport has them */
  readonly givenName: string;
  /** Family name as the passport has it */
  readonly familyName: string;
  /** `userId`, if the traveller is known to be a user and you may know which */
  readonly userId: string | null;
  /** Id of the passenger profile that was given, if you may know it */
  readonly passengerId: string | null;
}

/** A policy clause that applies to a trip request, and why: rules, kinds of trip, words. */
export interface ClauseHitView {
  /** Number of the clause, such as 4.2 */
  readonly number: string;
  /** Heading of the clause */
  readonly title: string;
  /** First words of the clause */
  readonly excerpt: string;
  /** What of the request it applies to, in words */
  readonly why: readonly string[];
  /** The clause in its own words, all of them */
  readonly citedClause: CitedClause | null;
}

/** A clause of the travel policy in its own words, as a verdict, an approval or an audit entry rests on it. */
export interface CitedClause {
  /** Version of the travel policy that has these words */
  readonly policyVersion: number;
  /** Number of the policy clause, such as `5.2` */
  readonly number: string;
  /** Heading of the clause */
  readonly title: string;
  /** The clause as it stood when the verdict was made */
  readonly text: string;
  /** Words of a policy document that the clause rests on; null if it names none */
  readonly citation: Citation | null;
}

/** A verbatim quote of one version of a policy document or of the travel policy, and where it stands. */
export interface Citation {
  /** The policy document, or `travel-policy` for a clause of the travel policy */
  readonly documentId: string;
  /** Version of the document */
  readonly version: number;
  /** Title of the document */
  readonly title: string;
  /** Place of the section in the document, from 0 */
  readonly position: number;
  /** Number of the section, as printed */
  readonly number: string | null;
  /** Heading of the section that is quoted */
  readonly heading: string;
  /** Page that the quote begins on; null without pages */
  readonly page: number | null;
  /** Words of the section, letter by letter */
  readonly quote: string;
  /** Where it begins in the section's text, in code points */
  readonly start: number;
  /** Where it ends in the section's text, exclusive */
  readonly end: number;
}

/** A verbatim quote of one version of a policy document or of the travel policy, and where it stands. */
export interface CitationInput {
  /** The policy document, or `travel-policy` for a clause of the travel policy */
  readonly documentId: string;
  /** Version of the document */
  readonly version: number;
  /** Title of the document */
  readonly title: string;
  /** Place of the section in the document, from 0 */
  readonly position: number;
  /** Number of the section, as printed */
  readonly number: string | null;
  /** Heading of the section that is quoted */
  readonly heading: string;
  /** Page that the quote begins on; null without pages */
  readonly page: number | null;
  /** Words of the section, letter by letter */
  readonly quote: string;
  /** Where it begins in the section's text, in code points */
  readonly start: number;
  /** Where it ends in the section's text, exclusive */
  readonly end: number;
}

/**
 * An option to select: what is travelled, stayed in and driven, with its policy verdict. Components come in the order
 * of the request: slices, stays, cars.
 */
export interface OptionView {
  /** Selects this option; valid until the booking's `optionsExpireAt` */
  readonly optionId: string;
  /** Position in the ranking; 1 is the best */
  readonly rank: number;
  /** Reasons for the rank, in words */
  readonly reasons: readonly string[];
  /** Nights of the requested stay for which the option has no room; empty if it has all */
  readonly missingNights: readonly MissingNight[];
  /** Other trips that its travellers have at the same time */
  readonly overlaps: readonly Overlap[];
  /** Your travel credits that would pay for it; said while options wait for a selection */
  readonly credits: readonly OptionCredit[];
  /** What it lacks of what the request must have or would rather have */
  readonly unmet: readonly UnmetPreference[];
  /** What choosing it costs beside its price, as it was when the options were shown */
  readonly choiceCost: ChoiceCost | null;
  /** What is bought together: fares, stays, cars */
  readonly components: readonly OptionComponent[];
  /** What the travel policy says of it; null until it is judged */
  readonly verdict: VerdictView | null;
  /** Sum of the components' prices; all are in the currency of the request */
  readonly price: Money;
  /** Sum of the flights' and trains', all travellers together */
  readonly co2Grams: number;
  /** Seconds under way, all slices together */
  readonly durationSeconds: number;
  /** Connections, all slices together */
  readonly stops: number;
}

/**
 * A night without a room: `in_transit` to the destination, `not_offered` by any hotel, or after the arrival and before
 * the requested check-in (`not_requested`).
 */
export interface MissingNight {
  /** Date of the evening, local to the destination */
  readonly night: string;
  /** Why there is no room for it */
  readonly reason: MissingNightReason;
  /** Place in the request's `stays`, from 0 */
  readonly stayIndex: number;
}

/** Why an option has no room for a night. */
export type MissingNightReason = Open<"in_transit" | "not_offered" | "not_requested">;

/** Another trip that a traveller has at the same time; it is named to those who may see that trip. */
export interface Overlap {
  /** Whether it is the same flight or only the same time */
  readonly kind: OverlapKind;
  /** Name of the traveller who has the other trip */
  readonly traveller: string;
  /** Null unless you may see that trip */
  readonly tripId: string | null;
  /** Name of that trip; null if you may not see it */
  readonly tripName: string | null;
  /** When that trip begins; null if you may not see it */
  readonly startsAt: string | null;
  /** When that trip ends; null if you may not see it */
  readonly endsAt: string | null;
}

/** How another trip of a traveller overlaps an option. */
export type OverlapKind = Open<"same_flight" | "overlapping_dates">;

/** A travel credit of yours that would pay for an option, if it were selected now. */
export interface OptionCredit {
  /** Id of the travel credit */
  readonly creditId: string;
  /** The carrier or hotel that granted it and that alone it pays */
  readonly issuer: string;
  /** What is left of it */
  readonly value: Money;
  /** What it would pay of this option */
  readonly wouldPay: Money;
  /** Until when the credit can be used */
  readonly expiresAt: string;
}

/** What somebody must have or would rather have, and an option lacks. */
export interface UnmetPreference {
  /** Which kind of preference, or field of the request */
  readonly preference: string;
  /** Whether it had to be so, or would only be liked */
  readonly strength: Strength;
  /** The slice, stay or car of the request that lacks it */
  readonly pointer: string;
  /** What it lacks, in words */
  readonly detail: string;
  /** False: nobody offers it for this slice, stay or car; this is among the nearest */
  readonly isOffered: boolean;
}

/**
 * What choosing an option costs beside its price: the limits that it exceeds, who would have to approve, and what other
 * options would save.
 */
export interface ChoiceCost {
  /** Limits that it exceeds, and by how much; empty if none */
  readonly excesses: readonly LimitExcess[];
  /** What kind of approval it would need */
  readonly approvalKind: ApprovalKind;
  /** Who would have to approve, or may object, one after another; empty if nobody has to */
  readonly approvers: readonly string[];
  /** At most three, none of which both costs more and takes longer than another */
  readonly cheaper: readonly CheaperOption[];
}

/** By how much an option is above a limit of the travel policy or what is left of a budget. */
export interface LimitExcess {
  /** Name of the rule that sets the limit, such as `nightly_cap` */
  readonly rule: string;
  /** Number of the clause that states the rule */
  readonly clause: string;
  /** How much it is above the limit */
  readonly excess: Money;
}

/** The kind of approval that a verdict requires, in rising order. */
export type ApprovalKind = Open<"none" | "notify" | "passive" | "hard">;

/** Another shown option that costs less, and the time that it takes more (less than 0: it is faster as well). */
export interface CheaperOption {
  /** Its position in the ranking */
  readonly rank: number;
  /** How much less it costs */
  readonly saves: Money;
  /** Seconds under way, all slices together */
  readonly extraSeconds: number;
}

/** A fare for all travellers over its slices: one way, there and back, or through several cities. */
export interface FlightOfferView {
  /** Always `flight`, which sets it apart from its alternatives */
  readonly kind: "flight";
  /** Id of the offer at its supplier */
  readonly offerId: string;
  /** Name of the connection that made the offer, such as `sandbox` */
  readonly supplier: string;
  /** For all travellers together, taxes included */
  readonly price: Money;
  /** What a cancellation before departure or arrival refunds */
  readonly refundability: Refundability;
  /** What the supplier keeps of a refund, for all travellers together; null if there is no fee */
  readonly cancellationFee: Money | null;
  /** Until when the supplier sells it at this price */
  readonly expiresAt: string;
  /** Directions that the fare covers, in order of departure */
  readonly slices: readonly SliceView[];
  /** Places in the request's `slices`, from 0, of the slices that it is for, in their order */
  readonly sliceIndexes: readonly number[];
  /** Lowest cabin of its segments */
  readonly cabin: Cabin;
  /** Grams of CO2 equivalent, all travellers together */
  readonly co2Grams: number;
  /** Name of the fare; null if the supplier does not say */
  readonly fareBrand: string | null;
  /** Null if the supplier does not say */
  readonly bags: BagAllowance | null;
  /** Null if the supplier does not say */
  readonly seatSelection: SeatSelection | null;
}

/** How much of the price a cancellation refunds. */
export type Refundability = Open<"none" | "with_fee" | "full">;

/** A slice: one direction of a journey, of one segment or of several with connections. */
export interface SliceView {
  /** Flights of the slice, in order of departure */
  readonly segments: readonly SegmentView[];
  /** Seconds from departure to arrival */
  readonly durationSeconds: number;
  /** Connections; 0 is non-stop */
  readonly stops: number;
  /** Where one changes, in order; one fewer than `segments` */
  readonly connections: readonly Connection[];
}

/** A flight segment: one flight number between two airports; times are UTC, and local to each airport. */
export interface SegmentView {
  /** IATA designator of the airline that sells the flight */
  readonly marketingCarrier: string;
  /** Without the airline designator */
  readonly flightNumber: string;
  /** IATA code of the airport of departure */
  readonly origin: string;
  /** IATA code of the airport of arrival */
  readonly destination: string;
  /** When it leaves the gate, by the timetable */
  readonly departsAt: string;
  /** When it reaches the gate, by the timetable */
  readonly arrivesAt: string;
  /** IANA time zone of the origin airport */
  readonly originTimezone: string;
  /** IANA time zone of the destination airport */
  readonly destinationTimezone: string;
  /** Great-circle distance between the airports in metres */
  readonly distanceMetres: number;
  /** Cabin in which this flight is booked */
  readonly cabin: Cabin;
  /** The airline whose aircraft and crew it is; null if the supplier does not say */
  readonly operatingCarrier: string | null;
  /** Name of the airline; null if it is not known */
  readonly marketingCarrierName: string | null;
  /** Name of the airline; null if it is not known */
  readonly operatingCarrierName: string | null;
  /** Name of the airport; null if it is not known */
  readonly originName: string | null;
  /** Name of the airport; null if it is not known */
  readonly destinationName: string | null;
  /** Departure by the clock at the origin, with its offset */
  readonly departsAtLocal: string;
  /** Arrival by the clock at the destination, with its offset */
  readonly arrivesAtLocal: string;
  /** Seconds from departure to arrival */
  readonly durationSeconds: number;
}

/** A connection within a slice: where one waits for the next flight or train, and how long. */
export interface Connection {
  /** IATA code of the airport, or UIC code of the station, of arrival */
  readonly arrival: string;
  /** Code of the one where it goes on; another one means a transfer between them */
  readonly departure: string;
  /** Name of where one arrives; null if it is not known */
  readonly name: string | null;
  /** Seconds from arrival to departure */
  readonly waitingSeconds: number;
}

/** Bags that a fare includes, for each traveller. */
export interface BagAllowance {
  /** Bags taken on board, besides what goes under the seat */
  readonly cabin: number;
  /** Pieces of checked baggage */
  readonly checked: number;
  /** What each checked bag may weigh; null if there is none, or the supplier does not say */
  readonly checkedKilograms: number | null;
}

/** Whether a fare lets a traveller choose the seat. */
export type SeatSelection = Open<"none" | "for_a_fee" | "included">;

/** A rail fare for all travellers over its slices. */
export interface RailOfferView {
  /** Always `rail`, which sets it apart from its alternatives */
  readonly kind: "rail";
  /** Id of the offer at its supplier */
  readonly offerId: string;
  /** Name of the connection that made the offer, such as `sandbox` */
  readonly supplier: string;
  /** For all travellers together, taxes included */
  readonly price: Money;
  /** What a cancellation before departure or arrival refunds */
  readonly refundability: Refundability;
  /** What the supplier keeps of a refund, for all travellers together; null if there is no fee */
  readonly cancellationFee: Money | null;
  /** Until when the supplier sells it at this price */
  readonly expiresAt: string;
  /** Directions that the fare covers, in order of departure */
  readonly slices: readonly RailSliceView[];
  /** Places in the request's `slices`, from 0, of the slices that it is for, in their order */
  readonly sliceIndexes: readonly number[];
  /** Class of the fare; first class stands for all above economy */
  readonly cabin: Cabin;
  /** Name of the fare */
  readonly fare: string;
  /** Whether a seat may be chosen */
  readonly seatSelection: SeatSelection;
  /** Grams of CO2 equivalent, all travellers together */
  readonly co2Grams: number;
}

/** A slice by rail, of one train or of several with changes. */
export interface RailSliceView {
  /** Trains of the slice, in order of departure */
  readonly segments: readonly RailSegmentView[];
  /** Seconds from departure to arrival */
  readonly durationSeconds: number;
  /** Connections; 0 is non-stop */
  readonly stops: number;
  /** Where one changes, in order; one fewer than `segments` */
  readonly connections: readonly Connection[];
}

/** A ride on one train between two stations; times are UTC, and local to each station. */
export interface RailSegmentView {
  /** Railway that runs the train */
  readonly operator: string;
  /** Its kind and number */
  readonly train: string;
  /** Station of departure */
  readonly origin: Station;
  /** Station of arrival */
  readonly destination: Station;
  /** When it leaves the station, by the timetable */
  readonly departsAt: string;
  /** When it reaches the station, by the timetable */
  readonly arrivesAt: string;
  /** IANA time zone of the station of departure */
  readonly originTimezone: string;
  /** IANA time zone of the station of arrival */
  readonly destinationTimezone: string;
  /** Distance between the stations in metres */
  readonly distanceMetres: number;
  /** `economy` is second (standard) class */
  readonly cabin: Cabin;
  /** Departure by the clock at the origin, with its offset */
  readonly departsAtLocal: string;
  /** Arrival by the clock at the destination, with its offset */
  readonly arrivesAtLocal: string;
  /** Seconds from departure to arrival */
  readonly durationSeconds: number;
}

/** A railway station. */
export interface Station {
  /** UIC code of the station */
  readonly code: string;
  /** Name of the station as its railway has it */
  readonly name: string;
  /** Country of the station (ISO 3166-1 alpha-2) */
  readonly country: string;
}

/** A hotel stay. `nightly` is the average price of one room a night, `price` the total for all rooms and nights. */
export interface StayOfferView {
  /** Always `stay`, which sets it apart from its alternatives */
  readonly kind: "stay";
  /** Id of the offer at its supplier */
  readonly offerId: string;
  /** Name of the connection that made the offer, such as `sandbox` */
  readonly supplier: string;
  /** For all travellers together, taxes included */
  readonly price: Money;
  /** What a cancellation before departure or arrival refunds */
  readonly refundability: Refundability;
  /** What the supplier keeps of a refund, for all travellers together; null if there is no fee */
  readonly cancellationFee: Money | null;
  /** Until when the supplier sells it at this price */
  readonly expiresAt: string;
  /** Name of the hotel */
  readonly name: string;
  /** City of the hotel */
  readonly city: string;
  /** Country of the hotel (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** IANA time zone of the hotel */
  readonly timezone: string;
  /** WGS 84, degrees north of the equator */
  readonly latitude: number;
  /** WGS 84, degrees east of Greenwich */
  readonly longitude: number;
  /** Null if the supplier does not say */
  readonly stars: number | null;
  /** From the hotel to the centre of its city, in metres */
  readonly distanceToCentreMetres: number;
  /** Day of the first night */
  readonly checkIn: string;
  /** Day of departure; the night before it is the last */
  readonly checkOut: string;
  /** Place in the request's `stays`, from 0 */
  readonly stayIndex: number;
  /** Rooms for all travellers together */
  readonly rooms: number;
  /** Average price of one room a night, taxes included */
  readonly nightly: Money;
  /** Null if the supplier does not say */
  readonly breakfastIncluded: boolean | null;
  /** Nights from the first to the day of departure */
  readonly nights: number;
}

/** A rental car for all travellers; times are UTC, and local to where it is picked up and dropped off. */
export interface CarOfferView {
  /** Always `car`, which sets it apart from its alternatives */
  readonly kind: "car";
  /** Id of the offer at its supplier */
  readonly offerId: string;
  /** Name of the connection that made the offer, such as `sandbox` */
  readonly supplier: string;
  /** For all travellers together, taxes included */
  readonly price: Money;
  /** What a cancellation before departure or arrival refunds */
  readonly refundability: Refundability;
  /** What the supplier keeps of a refund, for all travellers together; null if there is no fee */
  readonly cancellationFee: Money | null;
  /** Until when the supplier sells it at this price */
  readonly expiresAt: string;
  /** Rental company */
  readonly company: string;
  /** A car of its category */
  readonly model: string;
  /** Size of the car, by the first letter of its ACRISS code */
  readonly category: CarCategory;
  /** Category, doors, gearbox and fuel of the car, as an ACRISS code */
  readonly acriss: string;
  /** Seats, the driver's included */
  readonly seats: number;
  /** True: with an automatic gearbox */
  readonly automatic: boolean;
  /** Where the car is picked up */
  readonly pickUp: RentalStation;
  /** Where the car is returned */
  readonly dropOff: RentalStation;
  /** When the car is picked up */
  readonly pickUpAt: string;
  /** When the car has to be returned */
  readonly dropOffAt: string;
  /** Place in the request's `cars`, from 0 */
  readonly carIndex: number;
  /** Days that are charged: of 24 hours each, the last one begun included */
  readonly days: number;
  /** Average price of such a day, taxes included */
  readonly daily: Money;
  /** Pick-up by the clock there, with its offset */
  readonly pickUpAtLocal: string;
  /** Return by the clock there, with its offset */
  readonly dropOffAtLocal: string;
}

/** Where a rental car is picked up or dropped off. */
export interface RentalStation {
  /** Name of the rental station */
  readonly name: string;
  /** City of the station */
  readonly city: string;
  /** Country of the station (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** WGS 84, degrees north of the equator */
  readonly latitude: number;
  /** WGS 84, degrees east of Greenwich */
  readonly longitude: number;
  /** IANA time zone of the station */
  readonly timezone: string;
}

/** The deterministic evaluation of an option against one version of the travel policy. */
export interface VerdictView {
  /** What it comes to, by the gravest violation or missing fact */
  readonly outcome: Outcome;
  /** Version of the travel policy that was applied */
  readonly policyVersion: number;
  /** The kind of approval required; null on older verdicts, from before there were several kinds */
  readonly approvalKind: ApprovalKind | null;
  /** Rules that the option violates, with their clauses; empty if it is compliant */
  readonly violations: readonly ViolationView[];
  /**
   * What is not known and would have to be, for the rules to judge the option; it may be selected all the same, and a
   * travel manager approves it
   */
  readonly missingFacts: readonly MissingFactView[];
}

/** A policy rule that an option violates, and the clause that states it, in its own words. */
export interface ViolationView {
  /** Name of the rule, such as `fare_cap` */
  readonly rule: string;
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What the rule allows, in words */
  readonly expected: string;
  /** What the option has, in words */
  readonly actual: string;
  /** What the violation requires */
  readonly action: Action;
  /** Places in `travellers` of the booking, from 0, of those whom it is about; empty if all are judged alike */
  readonly travellers: readonly number[];
  /** By how much a price is above its limit, in the limit's currency */
  readonly excess: Money | null;
  /** The clause in its own words; null where it holds whatever the policy says (`0`) */
  readonly citedClause: CitedClause | null;
}

/** What a violation requires, in rising order of gravity. */
export type Action = Open<"note" | "notify" | "passive" | "approve" | "deny">;

/** A fact that a rule lacks to judge an option, and what would settle it. */
export interface MissingFactView {
  /** Name of the rule that cannot be evaluated */
  readonly rule: string;
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What it would have to know */
  readonly fact: Fact;
  /** What is not known */
  readonly detail: string;
  /** Who could say it, and where */
  readonly settledBy: string;
  /** Places in `travellers` of the booking, from 0, of those whom it is about; empty if all are judged alike */
  readonly travellers: readonly number[];
  /** The clause in its own words; null where it holds whatever the policy says (`0`) */
  readonly citedClause: CitedClause | null;
}

/** What a rule has to know, and somebody may not have said. */
export type Fact = Open<"exchange_rate" | "hotel_stars">;

/** What a carrier needs of a traveller by check-in, and has not been given. */
export interface MissingFact {
  /** Place in `travellers` */
  readonly travellerIndex: number;
  /** Passenger profile to complete, if there is one */
  readonly passengerId: string | null;
  /** JSON pointer into the profile (RFC 6901); empty for the whole profile */
  readonly pointer: string;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
}

/** A section of a policy document, or a clause of the travel policy, that bears on a question. */
export interface SectionHit {
  /** The words that bear on it most, word for word */
  readonly citation: Citation;
  /** How much it bears on the question, compared with the others of this answer */
  readonly score: number;
  /** `meaning`, when models found it alike, and the words that it shares with the question */
  readonly why: readonly string[];
  /**
   * How near the passage is to the question in meaning, whatever else was found: the cosine of their vectors, on
   * average of the models; null where words alone were compared
   */
  readonly similarity: number | null;
}

/** A dead end: nobody can answer the approval request as things stand. It ends by itself once somebody can. */
export interface ApprovalBlock {
  /** Why nobody can answer */
  readonly reason: BlockReason;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
  /** When it came to this */
  readonly since: string;
}

/** Why nobody can answer an approval request. */
export type BlockReason = Open<"pool_empty" | "no_eligible_approver">;

/** An approval request: to buy exactly what `hash` covers, which is all that is shown to decide on. */
export interface ApprovalRequest {
  /** What is approved: covers offers, price and policy version; send it back as `approvalHash` */
  readonly hash: string;
  /** How the request stands as a whole */
  readonly status: ApprovalStatus;
  /** What all components cost together, taxes included */
  readonly price: Money;
  /** Until when it has to be decided */
  readonly deadline: string;
  /** Who decided, by their id; null while nobody has */
  readonly decidedBy: string | null;
  /** When it was decided; null while it is not */
  readonly decidedAt: string | null;
  /** What the approver wrote with the decision; null if nothing */
  readonly comment: string | null;
  /** Approvals that became void before this request, oldest first */
  readonly voided: readonly VoidedApproval[];
  /** Whether somebody has to decide, and what happens if nobody does before the deadline */
  readonly kind: ApprovalKind;
  /** `all`: every level approves, one after another; `any`: all are asked at once, the first decision counts */
  readonly mode: "all" | "any";
  /** Number of levels of the management chain that have to approve */
  readonly levels: number;
  /** Approvers asked so far */
  readonly steps: readonly ApprovalStep[];
  /** Silent approvers are reminded after so many seconds; null: never */
  readonly remindAfterSeconds: number | null;
  /** A silent approver's turn passes to the next level after so many seconds; null: never */
  readonly escalateAfterSeconds: number | null;
  /** `userId` of the requester and of each traveller who is a user: none of them may approve */
  readonly excludedUserIds: readonly string[];
  /** The reason, if it was decided without a person */
  readonly reason: string | null;
  /** The price paid, if it differs from the approved price */
  readonly acceptedPrice: Money | null;
  /** Why nobody can answer it as things stand; null if somebody can */
  readonly blocked: ApprovalBlock | null;
  /** Name of `decidedBy`; null if there is no employee record */
  readonly decidedByName?: string | null;
  /** Names of `excludedUserIds`, in the same order */
  readonly excludedUserNames?: readonly (string | null)[];
}

/** Status of an approval request. */
export type ApprovalStatus = Open<"pending" | "approved" | "declined" | "expired" | "notified">;

/** An approval that became void because the price, the offers or the policy have changed. */
export interface VoidedApproval {
  /** What had been approved */
  readonly hash: string;
  /** What has changed since, in a sentence */
  readonly reason: string;
  /** Who had approved it, by their id; null if nobody had yet */
  readonly decidedBy: string | null;
  /** When it became void */
  readonly voidedAt: string;
  /** Name of `decidedBy`; null if there is no employee record */
  readonly decidedByName?: string | null;
}

/** One approver, or one pool of approvers; exactly one of `approverId` and `pool` is given. */
export interface ApprovalStep {
  /** Level in the management chain, counted from the traveller; 1 is their manager */
  readonly level: number;
  /** When this approver or pool was asked */
  readonly requestedAt: string;
  /** The person's id: the `sub` of their first account in the user pool, which stays when that changes */
  readonly approverId: string | null;
  /** Group of which anybody may decide; null if one person is asked */
  readonly pool: Pool | null;
  /** `userId` of the absent approver whose delegate is asked; they may decide as well */
  readonly delegatorId: string | null;
  /** The cost centre as whose owner they are asked; null in the management chain */
  readonly costCentre: string | null;
  /**
   * `userId` of those in whose management chains they are asked: travellers, and the requester for guests; empty for
   * the owner of a cost centre
   */
  readonly travellerIds: readonly string[];
  /** What became of this step */
  readonly status: ApprovalStepStatus;
  /** When a reminder is due; null: no more */
  readonly remindAt: string | null;
  /** When the last reminder was sent; null if none was */
  readonly remindedAt: string | null;
  /** When the turn passes to the next level; null: it does not */
  readonly escalateAt: string | null;
  /** The person's id: the `sub` of their first account in the user pool, which stays when that changes */
  readonly decidedBy: string | null;
  /** When this step was decided; null while it is not */
  readonly decidedAt: string | null;
  /** What the approver wrote with the decision; null if nothing */
  readonly comment: string | null;
  /** Name of `approverId`; null if there is no employee record */
  readonly approverName?: string | null;
  /** Name of `delegatorId`; null if there is no employee record */
  readonly delegatorName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
  /** Name of `decidedBy`; null if there is no employee record */
  readonly decidedByName?: string | null;
}

/** A group of approvers of whom any may decide, where no person is named. */
export type Pool = Open<"approvers" | "travel-managers">;

/** Status of an approval request to one approver or pool. */
export type ApprovalStepStatus = Open<"pending" | "approved" | "declined" | "skipped" | "escalated" | "reassigned" | "notified">;

/** What a booking has reserved or committed of a cost centre's budget, in the budget's currency. */
export interface BudgetShare {
  /** Code of the cost centre */
  readonly costCentre: string;
  /** Calendar year in which that begins which it pays: a first slice, a stay, a rental */
  readonly period: string;
  /** Money of the share, in the budget's currency */
  readonly amount: Money;
  /** Whether it is set aside or spent */
  readonly status: "reserved" | "committed";
  /** True while it is reserved for a booking that is not approved yet */
  readonly awaitingApproval: boolean;
}

/** What a booking has used of one travel credit, of what its issuer is paid for one traveller. */
export interface CreditUse {
  /** Travel credit that pays */
  readonly creditId: string;
  /** Name of the connection, such as `sandbox` */
  readonly supplier: string;
  /** Money that is taken from the credit */
  readonly amount: Money;
  /** Whether it is set aside or spent */
  readonly status: "reserved" | "spent";
  /** The carrier or hotel that granted the credit */
  readonly issuer: string;
  /** Place of the traveller in `travellers`, from 0 */
  readonly traveller: number;
}

/** An order: one component (a flight or rail fare, a stay, a car) bought from a supplier. */
export interface OrderView {
  /** Place in the selected option's `components`, from 0 */
  readonly componentIndex: number;
  /** Id of the order at its supplier */
  readonly orderId: string;
  /** Name of the connection by which it was bought */
  readonly supplier: string;
  /** The supplier's record locator or confirmation number; null for approvers */
  readonly recordLocator: string | null;
  /** What was paid for the component, taxes included */
  readonly price: Money;
  /** `cancelled` once all parts are cancelled */
  readonly status: "confirmed" | "cancelled";
  /** Cancelled parts: indexes of the slices of a flight or rail fare, from 0 */
  readonly cancelledParts: readonly number[];
}

/**
 * A part of a booking that can be cancelled separately: one slice by air or by rail, a stay, or a car. Times are UTC;
 * the time zones give the local time at its start and its end.
 */
export interface BookingPart {
  /** Index of the component and index of the part in it, as `0.1` */
  readonly partId: string;
  /** Place in the selected option's `components`, from 0 */
  readonly componentIndex: number;
  /** Place of the part in its component, from 0: a slice of a fare; 0 for a stay or a car */
  readonly partIndex: number;
  /** Kind of the component that it is a part of */
  readonly kind: ComponentKind;
  /** What it is, such as the flight numbers or the hotel */
  readonly name: string;
  /** Departure, check-in or pick-up */
  readonly startsAt: string;
  /** Arrival, check-out or return */
  readonly endsAt: string;
  /** IANA time zone of the place where it starts */
  readonly startTimezone: string;
  /** IANA time zone of the place where it ends */
  readonly endTimezone: string;
  /** Start by the clock there, with its offset */
  readonly startsAtLocal: string;
  /** End by the clock there, with its offset */
  readonly endsAtLocal: string;
  /** Whether it is still booked */
  readonly status: "confirmed" | "cancelled";
}

/** A confirmed change of a booking in progress; `sourceId` is the quote or the supplier's change that it follows. */
export interface Amendment {
  /** Why parts are cancelled */
  readonly kind: AmendmentKind;
  /** Id of the quote, or of the supplier's change, that it follows */
  readonly sourceId: string;
  /** Parts that are cancelled, with their terms */
  readonly parts: readonly CancellationTerms[];
  /** Who confirmed it, by their id; the system's component where nobody had to */
  readonly agreedBy: string;
  /** When it was confirmed */
  readonly agreedAt: string;
  /** Id of the booking that is to replace this one; the change waits until that is bought or has failed */
  readonly replacementBookingId: string | null;
  /** How often the replacement was checked and found to be in progress */
  readonly attempts: number;
  /** Name of `agreedBy`; null if there is no employee record */
  readonly agreedByName?: string | null;
}

/** Why parts are cancelled. */
export type AmendmentKind = Open<"cancellation" | "date_change" | "supplier_cancellation" | "supplier_change_declined">;

/** The cancellation terms of one part; `paid` is `fee` plus `refund`. */
export interface CancellationTerms {
  /** Index of the component and index of the part in it, as `0.1` */
  readonly partId: string;
  /** Place in the selected option's `components`, from 0 */
  readonly componentIndex: number;
  /** Place of the part in its component, from 0 */
  readonly partIndex: number;
  /** What the part is, such as the flight numbers or the hotel */
  readonly name: string;
  /** What was paid for the part */
  readonly paid: Money;
  /** What the supplier keeps */
  readonly fee: Money;
  /** What comes back */
  readonly refund: Money;
  /** `original`: refunded to the payment source; `credit`: a travel credit with this supplier */
  readonly refundTo: "original" | "credit";
}

/** A receipt of one settled change of a booking; it never changes. */
export interface Receipt {
  /** Id of the receipt, as paths name it */
  readonly receiptId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Why parts were cancelled */
  readonly kind: AmendmentKind;
  /** Id of the confirmed quote, or of the supplier's change */
  readonly sourceId: string;
  /** When the change was settled */
  readonly issuedAt: string;
  /** What became of each part */
  readonly parts: readonly ReceiptPart[];
  /** What suppliers kept, of all parts together */
  readonly fee: Money;
  /** What came back, of all parts together */
  readonly refund: Money;
  /** Where the refund went; empty if nothing came back */
  readonly refunds: readonly Refund[];
  /** True if all parts of the booking are cancelled */
  readonly fullyCancelled: boolean;
  /** The receipt in sentences for people */
  readonly statement: string;
  /** Id of the booking that replaced this one */
  readonly replacedByBookingId: string | null;
}

/** One part on a receipt: its status, final fee and refund, and the reason if it could not be cancelled. */
export interface ReceiptPart {
  /** Index of the component and index of the part in it, as `0.1` */
  readonly partId: string;
  /** Place in the selected option's `components`, from 0 */
  readonly componentIndex: number;
  /** Place of the part in its component, from 0 */
  readonly partIndex: number;
  /** What the part is, such as the flight numbers or the hotel */
  readonly name: string;
  /** What was paid for the part */
  readonly paid: Money;
  /** What the supplier keeps */
  readonly fee: Money;
  /** What comes back */
  readonly refund: Money;
  /** `original`: refunded to the payment source; `credit`: a travel credit with this supplier */
  readonly refundTo: "original" | "credit";
  /** Whether the supplier cancelled it */
  readonly status: "cancelled" | "kept";
  /** Why it could not be cancelled; null if it was */
  readonly reason: string | null;
}

/**
 * Where a refund went: to the payment source (and so to the cost centre), into a new travel credit, or back into the
 * travel credit that had paid.
 */
export interface Refund {
  /** Where the money went */
  readonly to: "original" | "credit" | "used_credit";
  /** Money that went there */
  readonly amount: Money;
  /** Cost centre whose budget has it back; null if it is a travel credit */
  readonly costCentre: string | null;
  /** Calendar year of that budget, such as 2027; null if it is a travel credit */
  readonly period: string | null;
  /** Travel credit that has it; null if it went back to the payment source */
  readonly creditId: string | null;
}

/** A schedule change or cancellation by a supplier. */
export interface SupplierChangeView {
  /** Id of the change; decide on it by this */
  readonly changeId: string;
  /** The supplier's own id of its notice */
  readonly noticeId: string;
  /** Rises with every notice about the order; one that comes late is passed over */
  readonly sequence: number;
  /** Whether it moves or cancels the part */
  readonly kind: NoticeKind;
  /** Index of the component and index of the part in it, as `0.1` */
  readonly partId: string;
  /** Place in the selected option's `components`, from 0 */
  readonly componentIndex: number;
  /** Place of the part in its component, from 0 */
  readonly partIndex: number;
  /** What the part is, such as the flight numbers */
  readonly name: string;
  /** When the notice came in */
  readonly receivedAt: string;
  /** Until then the change can be declined with a full refund; after that it counts as accepted */
  readonly respondBy: string | null;
  /** Connections that this change makes the travellers miss, which were bought apart */
  readonly conflicts: readonly MissedSlice[];
  /** What was decided; null while it has to be */
  readonly decision: "accepted" | "declined" | "superseded" | null;
  /** When it was decided; null while it is not */
  readonly decidedAt: string | null;
  /** Times of each segment before the change; empty for a stay or a car */
  readonly before: readonly SegmentTimesView[];
  /** New times of each segment; empty if cancelled */
  readonly after: readonly SegmentTimesView[];
  /** Verdict of the changed trip under the policy in effect */
  readonly verdict: VerdictView | null;
}

/** The kind of a supplier's notice about a part of an order. */
export type NoticeKind = Open<"order.schedule_changed" | "order.cancelled">;

/**
 * Another slice of the journey that the travellers cannot take as well; after a date change it may be of another
 * booking.
 */
export interface MissedSlice {
  /** Booking that has the slice */
  readonly bookingId: string;
  /** Index of the component and index of the part in it, as `0.1` */
  readonly partId: string;
  /** What the slice is, such as its flight numbers */
  readonly name: string;
}

/** Departure and arrival of one segment, in UTC and local to each end. */
export interface SegmentTimesView {
  /** Departure, with its offset (RFC 3339) */
  readonly departsAt: string;
  /** Arrival, with its offset (RFC 3339) */
  readonly arrivesAt: string;
  /** IANA time zone of the departure */
  readonly originTimezone: string;
  /** IANA time zone of the arrival */
  readonly destinationTimezone: string;
  /** Departure by the clock at the origin, with its offset */
  readonly departsAtLocal: string;
  /** Arrival by the clock at the destination, with its offset */
  readonly arrivesAtLocal: string;
}

/** Why a booking ended without being bought. */
export interface Failure {
  /** For programs: what made it end, such as `sold_out` */
  readonly code: string;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
}

/** Another system cannot do what comes next at the moment, and is asked again. */
export interface Delay {
  /** When the first attempt failed */
  readonly since: string;
  /** When it is given up, and the booking fails */
  readonly until: string;
  /** What keeps it: the failure's code if it lasts */
  readonly code: string;
}

/** A revision: a booking was sent back by its approver or recalled, and revised by its requester. */
export interface RevisionView {
  /** Revisions are counted from 1 */
  readonly number: number;
  /** Whether an approver sent the booking back or its requester recalled it */
  readonly cause: ReturnCause;
  /** `userId` of the person who sent it back or recalled it */
  readonly returnedBy: string;
  /** What the approver or the requester wrote with it; null if nothing */
  readonly comment: string | null;
  /** When the booking was sent back or recalled */
  readonly at: string;
  /** What the approval request was about, in all */
  readonly price: Money;
  /** Hash of the approval request that ended by it */
  readonly approvalHash: string;
  /** The planning round of that option */
  readonly round: number;
  /** The booking expires then unless it is revised */
  readonly reviseUntil: string | null;
  /** When the requester revised it; null while they have not */
  readonly revisedAt: string | null;
  /** The requester's comment on the revision */
  readonly travellerComment: string | null;
  /** Fields of the request that changed, each before and after */
  readonly changes: readonly RequestChange[];
  /** The option for which approval was requested */
  readonly option: OptionView;
  /** Name of `returnedBy`; null if there is no employee record */
  readonly returnedByName?: string | null;
}

/** Why a booking that waited for approval was returned to its requester. */
export type ReturnCause = Open<"sent_back" | "recalled">;

/** One field of the trip request that a revision changed; null means absent. */
export interface RequestChange {
  /** JSON pointer (RFC 6901) into the trip request */
  readonly pointer: string;
  /** Value before the revision; null if there was none */
  readonly before: unknown;
  /** Value after the revision; null if it was removed */
  readonly after: unknown;
}

/** The option that the traveller selects. */
export interface SelectionRequest {
  /** Option to take, of the booking's `options` */
  readonly optionId: string;
}

/** An approver's decision on the approval request that `approvalHash` identifies. */
export interface ApprovalDecisionRequest {
  /** What you decide; `sent_back` needs a comment */
  readonly decision: "approved" | "declined" | "sent_back";
  /** `approvalRequest.hash` of the booking that you read (SHA-256, hex) */
  readonly approvalHash: string;
  /** Required to send it back: what to revise */
  readonly comment?: string | null;
}

/** Why the requester recalls the booking from its approver. */
export interface RecallRequest {
  /** Why, for the approver to read; null: nothing */
  readonly comment?: string | null;
}

/**
 * A revision of a trip request. What is left out stays unchanged; a list replaces the whole list, an empty one removes
 * it; null removes `purpose`, and a named `costCentre`, so that each traveller's share is charged to their own.
 *
 * A stay that is left out and had no dates of its own goes along with the slices. `answers` answers the questions of an
 * earlier attempt, by the question's field.
 */
export interface RevisionRequest {
  /**
   * In order of time: one way, there and back, through several cities, with gaps travelled by oneself, or none at all
   */
  readonly slices?: readonly RequestedSlice[];
  /** Hotel stays in order of time */
  readonly stays?: readonly RequestedStay[];
  /** Rental cars */
  readonly cars?: readonly RequestedCar[];
  /** What must be so (`must`: what falls short comes last, and says in what) or would be liked (`wish`) */
  readonly preferences?: readonly PreferenceInput[];
  /** What the trip is for; null removes it */
  readonly purpose?: string | null;
  /** Cost centre to charge; null: that of the first traveller */
  readonly costCentre?: string | null;
  /** Answers to the `questions` of a 422, by their `field`: the `code` of a choice each */
  readonly answers?: Readonly<Record<string, string>>;
  /** Comment to the approver */
  readonly comment?: string | null;
}

/**
 * An audit entry: who changed a booking, how and when, from which status to which. The chain holds it without
 * `citedClauses` and the names of people.
 */
export interface AuditEntryView {
  /** Id of the entry */
  readonly auditId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** `userId` of the requester */
  readonly requesterId: string;
  /** Place in the booking's chain, from 1 */
  readonly seq: number;
  /** When it happened */
  readonly timestamp: string;
  /** Who did it */
  readonly actor: Actor;
  /** What was done, such as `booking.selected` */
  readonly action: string;
  /** Status of the booking before; null for its first entry */
  readonly statusBefore: string | null;
  /** Status of the booking after */
  readonly statusAfter: string;
  /** What belongs to the action: amounts, reasons, clauses */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Hash of the entry before, in hexadecimal digits; zeros for the first */
  readonly previousHash: string;
  /** When the entry before was written, so that its age is known without it */
  readonly previousAt: string | null;
  /**
   * Whom it concerns: `userId` of each traveller with an account; of others than yourself only for the requester and
   * travel managers
   */
  readonly subjectIds: readonly string[];
  /** SHA-256 of this entry and `previousHash`, in hexadecimal digits */
  readonly hash: string;
  /** The clauses of the travel policy that `detail` names (`policyVersion`, `clauses`), in their own words */
  readonly citedClauses: readonly CitedClause[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `subjectIds`, in the same order */
  readonly subjectNames?: readonly (string | null)[];
}

/**
 * Who acted: a person, by `userId`, or the system, by the name of its component. For whom, the entry says itself:
 * `requesterId` asked, `subjectIds` travel.
 */
export interface Actor {
  /** Whether a person or the system acted */
  readonly kind: "person" | "system";
  /** The person's id, or the name of the system's component */
  readonly id: string;
  /** `travel_desk` for a person of the travel desk who acted for the parties */
  readonly role: "travel_desk" | null;
  /** Client id of the program that acted for the person, if one did */
  readonly programId: string | null;
  /** Name of `id`; null if there is no employee record */
  readonly name?: string | null;
}

/** The result of verifying an audit chain: intact, or the first broken entry and why. */
export interface Verification {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** True: each entry follows from the one before and the whole chain is there */
  readonly intact: boolean;
  /** Entries that were verified */
  readonly entries: number;
  /** The booking's version: how many entries were ever written */
  readonly version: number;
  /** Hash of the newest entry, in hexadecimal digits */
  readonly head: string;
  /** The first entries that are kept no longer, seven years after they were written */
  readonly agedEntries: number;
  /** The latest anchor of the chain; null until the first, within an hour */
  readonly anchor: AnchorReceipt | null;
  /** First entry that does not follow; null while the chain is intact */
  readonly firstBrokenEntryId: string | null;
  /** What is wrong with that entry; null while the chain is intact */
  readonly reason: string | null;
}

/** What proves that the head of a booking's chain is in an anchor. */
export interface AnchorReceipt {
  /** When the anchor was signed */
  readonly anchoredAt: string;
  /** Root of the Merkle tree over all heads of the anchor, in hexadecimal digits */
  readonly root: string;
  /** Head of this booking's chain, as it is in the tree */
  readonly leaf: Leaf;
  /** The leaf's place in the tree, from 0, which is the former root */
  readonly place: number;
  /** Hashes beside the leaf's way up to the root, the lowest first */
  readonly path: readonly string[];
  /** Statement about the root, with its signature */
  readonly signed: Signed;
}

/** The head of a booking's chain when it was anchored. */
export interface Leaf {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Number of the last entry that was anchored */
  readonly version: number;
  /** Hash of that entry */
  readonly head: string;
  /** When that entry was written */
  readonly changedAt: string;
}

/** A statement as it was signed. */
export interface Signed {
  /** The signed statement: these bytes, and no others */
  readonly text: string;
  /** ECDSA P-256 over their SHA-256, DER in base64 */
  readonly signature: string;
  /** The KMS key that signed */
  readonly keyId: string;
}

/**
 * What a party of a booking says: a correction of what was asked for, a choice, or an answer to what was asked back.
 */
export interface MessageRequest {
  /** What to change, to select or to answer, in English */
  readonly message: string;
  /** The planning round whose options you see; refused (409) if there is another by now */
  readonly round?: number | null;
}

/** A message about a booking, and what was done or asked back because of it. */
export interface SpokenTurn {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Messages of a booking are counted from 1 */
  readonly number: number;
  /** When the message came */
  readonly at: string;
  /** `userId` of the person who said it */
  readonly by: string;
  /** Null once the words are erased */
  readonly message: string | null;
  /** What became of the message */
  readonly outcome: TurnOutcome;
  /** What became of it, in words; null once erased */
  readonly reply: string | null;
  /** What it changed of the trip request, field by field, with before and after */
  readonly changes: readonly RequestChange[];
  /** What is unclear: the next message may answer it; nothing is changed until then */
  readonly questions: readonly TurnQuestion[];
  /** Ids of the operations to use instead */
  readonly instead: readonly string[];
  /** The option that it selected */
  readonly optionId: string | null;
}

/** What became of a message. */
export type TurnOutcome = Open<"changed" | "selected" | "recalled" | "cancelled" | "asked" | "unchanged" | "not_possible">;

/** What is unclear of a message, and has to be answered by the next. */
export interface TurnQuestion {
  /** Field of the request that is unclear */
  readonly field: string;
  /** The question, for people */
  readonly question: string;
  /** Answers to choose from; empty if it is answered freely */
  readonly choices: readonly TurnChoice[];
}

/** An answer to choose from; a message may name it by its code, by its label, or by its place in the list. */
export interface TurnChoice {
  /** Short name of the choice */
  readonly code: string;
  /** The choice in words, for people */
  readonly label: string;
}

/** Status of an approval request for one who was asked. */
export type ApprovalRecordStatus = Open<"open" | "decided" | "ended">;

/** An approval request to you: while it is open, with what you need to decide; else with what became of it. */
export interface ApprovalTaskView {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** `userId` of the requester */
  readonly requesterId: string;
  /** Null if there is no employee record */
  readonly requesterName: string | null;
  /** `userId` of the approver whose delegate you are; null if you are the approver */
  readonly delegatorId: string | null;
  /** `open`: you may decide; `decided`: you have; `ended`: it ended without you */
  readonly status: ApprovalRecordStatus;
  /** Your own decision */
  readonly decision: RequestOutcome | null;
  /** What became of the request; null while it is not decided */
  readonly outcome: RequestOutcome | null;
  /** `userId` of whoever ended it; null if a deadline or the system did */
  readonly endedBy: string | null;
  /** When the request ended for you; null while it is open */
  readonly endedAt: string | null;
  /** When you were asked */
  readonly requestedAt: string;
  /** Decide before this; without a decision the booking expires, or is approved if the approval is passive */
  readonly deadline: string;
  /** Null once it may be another than the one you were asked about */
  readonly request: TripRequest | null;
  /** The policy clauses that the option's verdict rests on, in full */
  readonly clauses: readonly CitedClause[];
  /** What all components cost together, taxes included */
  readonly price: Money;
  /** Null once the booking has another, or none */
  readonly approvalRequest: ApprovalRequest | null;
  /** What each cost centre that is charged may still spend, with what this reserves */
  readonly remainingBudgets: readonly RemainingBudget[];
  /** The cheapest option that would have needed no approval; null if there was none */
  readonly cheapestCompliant: CompliantAlternative | null;
  /** The selected option with its policy verdict; null if it is no longer known */
  readonly option: OptionView | null;
  /** What has changed since the previous approval request; null for the first one */
  readonly comparison: ComparisonView | null;
  /** Name of `delegatorId`; null if there is no employee record */
  readonly delegatorName?: string | null;
  /** Name of `endedBy`; null if there is no employee record */
  readonly endedByName?: string | null;
}

/** What became of an approval request. */
export type RequestOutcome = Open<"approved" | "declined" | "sent_back" | "recalled" | "expired" | "cancelled" | "failed" | "voided" | "notified">;

/** What a cost centre may still spend in a period that what is chosen is charged to. */
export interface RemainingBudget {
  /** Code of the cost centre */
  readonly costCentre: string;
  /** Calendar year of the budget, such as 2027 */
  readonly period: string;
  /** Null if the cost centre has no budget */
  readonly remaining: Money | null;
}

/** The cheapest option that would have needed no approval; one with a bed for every night, if there is one. */
export interface CompliantAlternative {
  /** Id of that option, in the booking's `options` */
  readonly optionId: string;
  /** What it would cost in all, taxes included */
  readonly price: Money;
  /** Nights of the requested stay for which it has no room; empty if it has all */
  readonly missingNights: readonly MissingNight[];
}

/** The difference between this approval request and the previous one, from before the revision. */
export interface ComparisonView {
  /** New price minus previous price; null if the currencies differ */
  readonly priceChange: Money | null;
  /** True if the same offers were selected again */
  readonly sameOffers: boolean;
  /** The revision: why the booking was returned, what approval was requested for, what changed */
  readonly revision: RevisionView;
}

/**
 * Which parts to cancel, all that remain and have not begun if none is given; or, for a date change, which slices,
 * stays and cars to move. A stay that lies next to a slice goes along with it, unless it is named.
 */
export interface QuoteRequest {
  /** Whether parts are cancelled or moved to other days */
  readonly kind: "cancellation" | "date_change";
  /** Only of a cancellation */
  readonly parts?: readonly string[];
  /** Only of a date change */
  readonly slices?: readonly SliceDateChange[];
  /** Only of a date change */
  readonly stays?: readonly StayDateChange[];
  /** Only of a date change */
  readonly cars?: readonly CarDateChange[];
}

/** A slice of the booking's request, and what changes of it; what is left out stays. */
export interface SliceDateChange {
  /** Place in the request's `slices`, from 0 */
  readonly slice: number;
  /** New day of departure, local to the origin (ISO 8601) */
  readonly departOn?: string;
  /** Between which local times to depart; null: any */
  readonly departure?: TimeWindowInput | null;
  /** Between which local times to arrive; null: any */
  readonly arrival?: TimeWindowInput | null;
}

/**
 * A stay of the booking's request, and its new dates. A date that is left out goes along with the slices that move;
 * without either the stay remains as it is booked.
 */
export interface StayDateChange {
  /** Place in the request's `stays`, from 0 */
  readonly stay: number;
  /** New day of the first night (ISO 8601) */
  readonly checkIn?: string;
  /** New day of departure (ISO 8601) */
  readonly checkOut?: string;
}

/**
 * A car of the booking's request, and what changes of it; what is left out stays, and without anything the car remains
 * as it is booked.
 */
export interface CarDateChange {
  /** Place in the request's `cars`, from 0 */
  readonly car: number;
  /** New day of pick-up (ISO 8601) */
  readonly pickUpOn?: string;
  /** Local time of day */
  readonly pickUpAt?: string;
  /** New day of return (ISO 8601) */
  readonly dropOffOn?: string;
  /** Local time of day */
  readonly dropOffAt?: string;
}

/** A quote and its status. */
export interface QuoteView {
  /** Id of the quote; confirm it by this */
  readonly quoteId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** `userId` of the requester */
  readonly requesterId: string;
  /** Version of the booking that was quoted; once the booking changes, a new quote is needed */
  readonly bookingVersion: number;
  /** What the quote is for */
  readonly kind: AmendmentKind;
  /** When it was created */
  readonly createdAt: string;
  /** The quote can be confirmed until then */
  readonly expiresAt: string;
  /** Parts that would be cancelled, with their terms */
  readonly parts: readonly CancellationTerms[];
  /** Cancellation fees of all parts together */
  readonly fee: Money;
  /** Total refunded to the payment source */
  readonly refund: Money;
  /** Total granted as travel credit */
  readonly credit: Money;
  /** True if no part of the booking would remain */
  readonly fullyCancelled: boolean;
  /** The replacement; only for a date change */
  readonly replacement: ReplacementView | null;
  /** Whether it can be confirmed, or what became of it */
  readonly status: QuoteStatus;
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
}

/** What would be bought instead, for the same travellers: the slices, stays and cars that move, on the new dates. */
export interface ReplacementView {
  /** Slices on their new days */
  readonly slices: readonly SliceRequest[];
  /** Stays on their new days */
  readonly stays: readonly StayRequest[];
  /** Cars on their new days */
  readonly cars: readonly CarRequest[];
  /** Preferences of the booking, which hold for what is bought instead */
  readonly preferences: readonly Preference[];
  /** What would be bought instead costs so much in all */
  readonly price: Money;
  /** Price of the replacement minus the refund */
  readonly difference: Money;
  /** The new option with its verdict under the policy in effect */
  readonly option: OptionView;
}

/**
 * Status of a quote; it can be confirmed while it is open, and never where the policy or the budget denies what would
 * be bought instead (`denied`).
 */
export type QuoteStatus = Open<"open" | "confirmed" | "expired" | "stale" | "denied">;

/**
 * A travel credit of one traveller, for the carrier that granted it; `amount` is `remaining` plus `reserved` plus
 * `spent`.
 */
export interface Credit {
  /** Id of the travel credit */
  readonly creditId: string;
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** Connection by which the credited order was bought */
  readonly supplier: string;
  /** What was granted */
  readonly amount: Money;
  /** What can still be used */
  readonly remaining: Money;
  /** Reserved for bookings in progress */
  readonly reserved: Money;
  /** What has paid for bookings */
  readonly spent: Money;
  /** The credit expires then */
  readonly expiresAt: string;
  /** When it was created */
  readonly createdAt: string;
  /** Booking whose cancellation it comes from */
  readonly fromBookingId: string;
  /** The supplier's id of the order that was cancelled */
  readonly fromOrderId: string;
  /** Who granted it and where alone it pays: an IATA airline designator, or a hotel */
  readonly issuer: string | null;
  /** Stands for the guest whose it is; null for the user's own */
  readonly guestId: string | null;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** A supplier's notice that it has changed or cancelled an order. */
export interface SupplierNotice {
  /** Whether it moves or cancels a part of an order */
  readonly type: NoticeKind;
  /** When the supplier wrote the notice (RFC 3339) */
  readonly timestamp: string;
  /** The part, and its new times */
  readonly data: NoticeData;
}

/** A supplier's notice that it has changed or cancelled an order. */
export interface SupplierNoticeInput {
  /** Whether it moves or cancels a part of an order */
  readonly type: NoticeKind;
  /** When the supplier wrote the notice (RFC 3339) */
  readonly timestamp: string;
  /** The part, and its new times */
  readonly data: NoticeDataInput;
}

/** The changed part of an order and its new times; `sequence` rises with every notice of an order. */
export interface NoticeData {
  /** The idempotency key under which it was bought */
  readonly orderKey: string;
  /** The supplier's id of the order */
  readonly orderId: string;
  /** Rises with every notice about the order */
  readonly sequence: number;
  /** Index of the part: the slice of a flight or rail fare, from 0; else there is one */
  readonly partIndex: number;
  /** Times of each segment of the part; empty if it is cancelled */
  readonly times: readonly SegmentTimes[];
}

/** The changed part of an order and its new times; `sequence` rises with every notice of an order. */
export interface NoticeDataInput {
  /** The idempotency key under which it was bought */
  readonly orderKey: string;
  /** The supplier's id of the order */
  readonly orderId: string;
  /** Rises with every notice about the order */
  readonly sequence: number;
  /** Index of the part: the slice of a flight or rail fare, from 0; else there is one */
  readonly partIndex: number;
  /** Times of each segment of the part; empty if it is cancelled */
  readonly times?: readonly SegmentTimesInput[];
}

/** Departure and arrival of one segment, by air or by rail. */
export interface SegmentTimes {
  /** Departure, with its offset (RFC 3339) */
  readonly departsAt: string;
  /** Arrival, with its offset (RFC 3339) */
  readonly arrivesAt: string;
}

/** Departure and arrival of one segment, by air or by rail. */
export interface SegmentTimesInput {
  /** Departure, with its offset (RFC 3339) */
  readonly departsAt: string;
  /** Arrival, with its offset (RFC 3339) */
  readonly arrivesAt: string;
}

/** Acknowledges a notice, which need not be sent again, and says what it changed. */
export interface NoticeReceipt {
  /** The supplier's own id of its notice */
  readonly noticeId: string;
  /** What the notice changed */
  readonly outcome: "applied" | "needs_review" | "dismissed" | "duplicate" | "superseded" | "too_late" | "unknown_order";
}

/** The traveller's decision on a supplier's schedule change. */
export interface SupplierChangeDecisionRequest {
  /** `accepted` keeps what the supplier offers, `declined` cancels the part free of charge */
  readonly decision: "accepted" | "declined";
}

/** Status of a notice that was put aside. */
export type ReviewStatus = Open<"needs_review" | "accepted" | "dismissed">;

/** A supplier's notice that was put aside until a travel manager accepts or dismisses it. */
export interface NoticeReview {
  /** Id of the review; decide on it by this */
  readonly reviewId: string;
  /** Name of the connection that sent the notice */
  readonly supplier: string;
  /** The supplier's own id of its notice */
  readonly noticeId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Index of the component and index of the part in it, as `0.1` */
  readonly partId: string;
  /** What the part is, such as the flight numbers */
  readonly name: string;
  /** The notice as it came in */
  readonly notice: SupplierNotice;
  /** Times of each segment when the notice was received */
  readonly before: readonly SegmentTimes[];
  /** Why it was not applied */
  readonly doubts: readonly Doubt[];
  /** Whether it still has to be decided */
  readonly status: ReviewStatus;
  /** When the notice came in */
  readonly receivedAt: string;
  /** When it was decided; null while it is not */
  readonly decidedAt: string | null;
}

/**
 * Why a notice is put aside: arrivals before departures, against another slice of the trip, in the past, more than a
 * year ahead, or moved by days.
 */
export type Doubt = Open<"contradicts_itself" | "contradicts_other_slice" | "in_the_past" | "far_ahead" | "moved_by_days">;

/** The travel manager's decision on a notice that was put aside. */
export interface NoticeReviewDecisionRequest {
  /** `accepted` applies the notice, `dismissed` changes nothing */
  readonly decision: "accepted" | "dismissed";
}

/** A ticket for one connection. It is shown this once. */
export interface TicketView {
  /** Send it as `?ticket=` in place of a token, once */
  readonly ticket: string;
  /** Until when it can be used: for 60 seconds, and no longer than your token */
  readonly expiresAt: string;
}

/** A trip as a person writes it. */
export interface TripDetails {
  /** What to call the trip */
  readonly name: string;
  /** Notes for whoever may read the trip; null: none */
  readonly notes?: string | null;
  /** When the trip begins, with its offset (RFC 3339) */
  readonly startsAt: string;
  /** When the trip ends, with its offset (RFC 3339) */
  readonly endsAt: string;
}

/** A trip with its itinerary in order of start; items without a start come last. */
export interface TripWithItems {
  /** The trip itself */
  readonly trip: TripView;
  /** Its itinerary */
  readonly items: readonly ItemView[];
}

/** A trip with its current status. */
export interface TripView {
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** `userId` of who asked for the trip, or planned it by hand */
  readonly requesterId: string;
  /** `userId` of the traveller: the first one with an account, or else the requester */
  readonly travellerId: string;
  /**
   * `userId` of every traveller with an account; a traveller who did not ask for the trip, and a colleague, see only
   * one
   */
  readonly travellerIds: readonly string[];
  /** What the trip is called */
  readonly name: string;
  /** Notes for whoever may read the trip; null: none */
  readonly notes: string | null;
  /** `in_progress` from the start, `completed` from the end */
  readonly status: TripStatus;
  /** Begin of the trip, which is `in_progress` from then on */
  readonly startsAt: string;
  /** End of the trip, which is `completed` from then on */
  readonly endsAt: string;
  /** The right by which you see the trip */
  readonly access: TripAccess;
  /** Null for colleagues */
  readonly bookingId: string | null;
  /** Null for colleagues */
  readonly price: Money | null;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Who made it, by their id */
  readonly createdBy: string;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Name of `travellerId`; null if there is no employee record */
  readonly travellerName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
  /** Name of `createdBy`; null if there is no employee record */
  readonly createdByName?: string | null;
}

/** Status of a trip. `in_progress` and `completed` follow from the dates of the trip. */
export type TripStatus = Open<"planned" | "confirmed" | "in_progress" | "completed" | "cancelled">;

/** The right by which somebody sees a trip. */
export type TripAccess = Open<"owner" | "write" | "read" | "desk" | "manager">;

/** An itinerary item. Only the description of an item made by a booking (`booked`) may be changed. */
export interface ItemView {
  /** Id of the itinerary item, as paths name it */
  readonly itemId: string;
  /** What the item is */
  readonly kind: ItemKind;
  /** What it is called on the itinerary */
  readonly name: string;
  /** Notes for whoever reads the itinerary; null: none */
  readonly description: string | null;
  /** How certain it is */
  readonly status: ItemStatus;
  /** Trip that it belongs to; null: none */
  readonly tripId: string | null;
  /** When it starts; null if it has no time */
  readonly startsAt: string | null;
  /** When it ends; null if it has no end */
  readonly endsAt: string | null;
  /** IANA time zone where it starts; null if it has no time */
  readonly startTimezone: string | null;
  /** IANA time zone where it ends; null if it has no end */
  readonly endTimezone: string | null;
  /** Start by the clock there; null without a time zone */
  readonly startsAtLocal: string | null;
  /** End by the clock there; null without a time zone */
  readonly endsAtLocal: string | null;
  /** Seconds from start to end; null without one of them */
  readonly durationSeconds: number | null;
  /** Where it is; null: nowhere in particular */
  readonly place: ItemPlace | null;
  /**
   * Where what was booked begins: IATA code of a flight's airport, name of a train's or a car's station; null for other
   * items
   */
  readonly origin: string | null;
  /** Where it ends, in the same words */
  readonly destination: string | null;
  /** Record locator or confirmation number; null for colleagues */
  readonly recordLocator: string | null;
  /** True: a booking made it, and keeps its times and place */
  readonly booked: boolean;
  /** `partId` of the booking's part that it belongs to; null for colleagues */
  readonly partId: string | null;
  /** `userId` of the owner; on a trip, of the traveller */
  readonly userId: string;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Who made it, by their id */
  readonly createdBy: string;
  /** When it is deleted by itself; null: never */
  readonly expiresAt: string | null;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** Name of `createdBy`; null if there is no employee record */
  readonly createdByName?: string | null;
}

/** Kind of an item. */
export type ItemKind = Open<"flight" | "rail" | "stay" | "car" | "ride" | "meeting" | "note">;

/** Status of an item. */
export type ItemStatus = Open<"planned" | "confirmed" | "done" | "cancelled">;

/** The place of an item; coordinates are WGS 84 degrees. */
export interface ItemPlace {
  /** What the place is called */
  readonly name: string;
  /** Postal address on one line; null if unknown */
  readonly address: string | null;
  /** WGS 84, degrees north of the equator; null if unknown */
  readonly latitude: number | null;
  /** WGS 84, degrees east of Greenwich; null if unknown */
  readonly longitude: number | null;
}

/** The place of an item; coordinates are WGS 84 degrees. */
export interface ItemPlaceInput {
  /** What the place is called */
  readonly name: string;
  /** Postal address on one line; null if unknown */
  readonly address?: string | null;
  /** WGS 84, degrees north of the equator; null if unknown */
  readonly latitude?: number | null;
  /** WGS 84, degrees east of Greenwich; null if unknown */
  readonly longitude?: number | null;
}

/** A merge patch of a trip (RFC 7396): null removes a field, fields left out stay unchanged. */
export interface TripPatch {
  /** What to call the trip */
  readonly name?: string;
  /** Notes for whoever may read the trip */
  readonly notes?: string | null;
  /** When the trip begins, with its offset (RFC 3339) */
  readonly startsAt?: string;
  /** When the trip ends, with its offset (RFC 3339) */
  readonly endsAt?: string;
}

/** A trip's items in order of time, and the conflicts among them. */
export interface Timeline {
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** Items with a time, in order of start */
  readonly entries: readonly TimelineEntry[];
  /** Ids of items without a start */
  readonly undated: readonly string[];
  /** What does not fit together; empty if all does */
  readonly conflicts: readonly TimelineConflict[];
}

/** An item on the timeline. */
export interface TimelineEntry {
  /** Id of the itinerary item, as paths name it */
  readonly itemId: string;
  /** What the item is */
  readonly kind: ItemKind;
  /** What it is called on the itinerary */
  readonly name: string;
  /** How certain it is */
  readonly status: ItemStatus;
  /** Start, at its place */
  readonly starts: LocalTime;
  /** End, at its place; null if it has none */
  readonly ends: LocalTime | null;
  /** Duration in minutes */
  readonly durationMinutes: number | null;
}

/** A time at its place. */
export interface LocalTime {
  /** The instant, in UTC */
  readonly at: string;
  /** The same instant by the clock there, with its offset */
  readonly local: string;
  /** IANA time zone of the place */
  readonly timezone: string;
}

/** A conflict on the timeline, and the items involved. */
export interface TimelineConflict {
  /** What does not fit */
  readonly kind: ConflictKind;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
  /** Items that do not fit together */
  readonly itemIds: readonly string[];
  /** Date of the evening of a night without a stay */
  readonly night: string | null;
}

/** Kind of a conflict on the timeline. */
export type ConflictKind = Open<"overlap" | "short_connection" | "overlapping_stays" | "missing_stay" | "outside_trip">;

/** How far a traveller is along the stretch of a trip that is under way, comes next, or was the last. */
export interface TripProgress {
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** `userId` of the traveller */
  readonly userId: string;
  /** When this was worked out */
  readonly asOf: string;
  /** How exactly positions may be shown to you; but for `exact`, the schedule alone counts */
  readonly level: SharingLevel | null;
  /** When the traveller was last seen; null if there is no position */
  readonly newestPositionAt: string | null;
  /** Item of the move that is under way */
  readonly currentItemId: string | null;
  /** Item of the move that begins next */
  readonly nextItemId: string | null;
  /** Moves of the stretch, in order of the itinerary */
  readonly moves: readonly TripMoveView[];
  /** All of the trip, the earliest first; `raised` are those that last */
  readonly warnings: readonly TripWarning[];
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** How much of a position its owner shares; what they do not share is never stored. */
export type SharingLevel = Open<"exact" | "in_zone" | "city" | "country">;

/** A move of the itinerary, how far it has come, and when it is likely to end. */
export interface TripMoveView {
  /** Id of the itinerary item, as paths name it */
  readonly itemId: string;
  /** By what the move is made */
  readonly kind: ItemKind;
  /** `before`, `under_way`, `arrived`; `unconfirmed`: its time is over, and no position says that anybody arrived */
  readonly phase: Phase;
  /** Whether the phase rests on positions or on the schedule alone */
  readonly basis: Basis;
  /** As booked, or written by hand */
  readonly plannedDepartureAt: string;
  /** As booked, or written by hand */
  readonly plannedArrivalAt: string;
  /** First position away from where it begins */
  readonly departedAt: string | null;
  /** First position where it ends */
  readonly arrivedAt: string | null;
  /** Share of the planned path that is behind, from 0 to 1 */
  readonly fraction: number | null;
  /** Along the planned path */
  readonly travelledMetres: number | null;
  /** Along the planned path */
  readonly remainingMetres: number | null;
  /** From the planned path, at the newest position */
  readonly awayMetres: number | null;
  /** When it is likely to end; null where `withheld` says why */
  readonly estimatedArrivalAt: string | null;
  /** At the fastest speed seen or planned */
  readonly earliestArrivalAt: string | null;
  /** At the slowest speed seen or planned */
  readonly latestArrivalAt: string | null;
  /** Estimated after planned arrival; negative if it is before */
  readonly delaySeconds: number | null;
  /** By how far the earliest and the latest arrival are apart */
  readonly confidence: Confidence | null;
  /** Why there is no estimated arrival */
  readonly withheld: Withheld | null;
  /** Time of the newest position that this rests on */
  readonly positionAt: string | null;
  /** Age of that position as of `asOf` */
  readonly positionAgeSeconds: number | null;
}

/** How far a move has come. */
export type Phase = Open<"before" | "under_way" | "arrived" | "unconfirmed">;

/** What a phase rests on. */
export type Basis = Open<"position" | "schedule">;

/** How well an estimate may be relied on. */
export type Confidence = Open<"high" | "medium" | "low">;

/** Why there is no estimate. */
export type Withheld = Open<"no_position" | "stale" | "no_path" | "not_departed" | "arrived" | "unconfirmed">;

/** One episode that was warned of. `revision` counts what was published of it. */
export interface TripWarning {
  /** Id of the warning, the same through all corrections */
  readonly warningId: string;
  /** What is warned of */
  readonly kind: WarningKind;
  /** Whether it still holds */
  readonly status: WarningStatus;
  /** Item of the itinerary that it is about */
  readonly itemId: string;
  /** From which position on, as far as is known */
  readonly beganAt: string;
  /** Null while it lasts */
  readonly endedAt: string | null;
  /** How bad it was when it was raised, or corrected */
  readonly data: Readonly<Record<string, unknown>>;
  /** How often it was published, from 1 */
  readonly revision: number;
}

/** What a traveller is warned of. */
export type WarningKind = Open<"missed_connection" | "stopped" | "off_route">;

/** Status of a warning. It is withdrawn when positions that came late show that there was nothing to warn of. */
export type WarningStatus = Open<"raised" | "ended" | "withdrawn">;

/** A colleague's access to a trip; only the traveller grants and revokes it. */
export interface Share {
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** `userId` of the colleague */
  readonly userId: string;
  /** What the colleague may do */
  readonly right: Right;
  /** Since when it is shared */
  readonly sharedAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Who shared it, by their id */
  readonly sharedBy: string;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
  /** Name of `sharedBy`; null if there is no employee record */
  readonly sharedByName?: string | null;
}

/** A colleague's right: `read` the trip and its items, or `write` them too. */
export type Right = Open<"read" | "write">;

/** The right that a colleague gets. */
export interface ShareRequest {
  /** `read`: see the trip and its items; `write`: change them too */
  readonly right: Right;
}

/** An itinerary item as a person writes it. Times are instants (RFC 3339); the time zones give the local time. */
export interface ItemDetails {
  /** What the item is; by default `note` */
  readonly kind?: ItemKind;
  /** What to call it on the itinerary */
  readonly name: string;
  /** Notes for whoever reads the itinerary; null: none */
  readonly description?: string | null;
  /** How certain it is; by default `planned` */
  readonly status?: ItemStatus;
  /** Trip that it belongs to; null: none */
  readonly tripId?: string | null;
  /** When it starts, with its offset (RFC 3339); null: at no time in particular */
  readonly startsAt?: string | null;
  /** When it ends, with its offset (RFC 3339); null: no end */
  readonly endsAt?: string | null;
  /** IANA time zone of the place where it starts */
  readonly startTimezone?: string | null;
  /** IANA time zone of the place where it ends */
  readonly endTimezone?: string | null;
  /** Where it is; null: nowhere in particular */
  readonly place?: ItemPlaceInput | null;
  /** Record locator or confirmation number */
  readonly recordLocator?: string | null;
  /** The item expires then and is removed */
  readonly expiresAt?: string | null;
}

/** A merge patch of an item (RFC 7396): null removes a field, fields left out stay unchanged. */
export interface ItemPatch {
  /** What the item is */
  readonly kind?: ItemKind;
  /** What to call it on the itinerary */
  readonly name?: string;
  /** Notes for whoever reads the itinerary */
  readonly description?: string | null;
  /** How certain it is */
  readonly status?: ItemStatus;
  /** Trip that it belongs to; null takes it out of its trip */
  readonly tripId?: string | null;
  /** When it starts, with its offset (RFC 3339) */
  readonly startsAt?: string | null;
  /** When it ends, with its offset (RFC 3339) */
  readonly endsAt?: string | null;
  /** IANA time zone of the place where it starts */
  readonly startTimezone?: string | null;
  /** IANA time zone of the place where it ends */
  readonly endTimezone?: string | null;
  /** Where it is */
  readonly place?: PlacePatch | null;
  /** Record locator or confirmation number */
  readonly recordLocator?: string | null;
  /** When it is removed by itself (RFC 3339) */
  readonly expiresAt?: string | null;
}

/** A merge patch of a place. */
export interface PlacePatch {
  /** What the place is called */
  readonly name?: string;
  /** Postal address on one line */
  readonly address?: string | null;
  /** WGS 84, degrees north of the equator */
  readonly latitude?: number | null;
  /** WGS 84, degrees east of Greenwich */
  readonly longitude?: number | null;
}

/** The secret address of a calendar feed. */
export interface CalendarAddress {
  /** The trip that the calendar shows; null for all your trips */
  readonly tripId: string | null;
  /** When it was created */
  readonly createdAt: string;
  /** Address of the calendar, for programs that ask for one */
  readonly url: string;
  /** The same address, which calendar programs open to subscribe */
  readonly webcalUrl: string;
}

/** A calendar feed that is active. */
export interface CalendarView {
  /** The trip that the calendar shows; null for all your trips */
  readonly tripId: string | null;
  /** When it was created */
  readonly createdAt: string;
}

/** Which list is exported, by the filters of its route: either bookings or trips. */
export interface ListExportRequest {
  /** Filters of `GET /v1/bookings` with `scope=all` */
  readonly bookings?: BookingFiltersInput | null;
  /** Filters of `GET /v1/trips` with `scope=all` */
  readonly trips?: TripFiltersInput | null;
}

/** Which of the company's bookings are meant; all of them together. */
export interface BookingFilters {
  /** Only bookings with this status */
  readonly status: BookingStatus | null;
  /**
   * `requester`: only bookings that you, or `userId`, asked for; `traveller`: only those that you, or they, travel by
   */
  readonly role: PartyRole | null;
  /** With `scope=all`: `userId` of a requester or traveller */
  readonly userId: string | null;
  /** With `scope=all`: only bookings of which it pays, or a share */
  readonly costCentre: string | null;
  /** With `scope=all`: only bookings whose selected option has this policy outcome */
  readonly outcome: Outcome | null;
  /** With `scope=all`: only bookings with a place in this country */
  readonly country: string | null;
  /**
   * With `scope=all`: only trips that start on this day or later, local to where they start; today (UTC), if neither
   * this, `startsTo` nor `userId` is given
   */
  readonly startsFrom: string | null;
  /**
   * With `scope=all`: only trips that start on this day or earlier, at most 366 days from the first, which are meant if
   * it is not given
   */
  readonly startsTo: string | null;
}

/** Which of the company's bookings are meant; all of them together. */
export interface BookingFiltersInput {
  /** Only bookings with this status */
  readonly status?: BookingStatus | null;
  /**
   * `requester`: only bookings that you, or `userId`, asked for; `traveller`: only those that you, or they, travel by
   */
  readonly role?: PartyRole | null;
  /** With `scope=all`: `userId` of a requester or traveller */
  readonly userId?: string | null;
  /** With `scope=all`: only bookings of which it pays, or a share */
  readonly costCentre?: string | null;
  /** With `scope=all`: only bookings whose selected option has this policy outcome */
  readonly outcome?: Outcome | null;
  /** With `scope=all`: only bookings with a place in this country */
  readonly country?: string | null;
  /**
   * With `scope=all`: only trips that start on this day or later, local to where they start; today (UTC), if neither
   * this, `startsTo` nor `userId` is given
   */
  readonly startsFrom?: string | null;
  /**
   * With `scope=all`: only trips that start on this day or earlier, at most 366 days from the first, which are meant if
   * it is not given
   */
  readonly startsTo?: string | null;
}

/** Which trips are meant; all of them together. */
export interface TripFilters {
  /** Only trips that have this status now */
  readonly status: TripStatus | null;
  /**
   * Only trips that start on this day (UTC) or later; with `scope=all`, today if neither this, `startsTo`, `on` nor
   * `userId` is given
   */
  readonly startsFrom: string | null;
  /**
   * Only trips that start on this day (UTC) or earlier; with `scope=all` at most 366 days from the first, which are
   * meant if it is not given
   */
  readonly startsTo: string | null;
  /** `userId` of a requester or traveller; only for travel managers */
  readonly userId: string | null;
  /** `requester`: only trips that they asked for; `traveller`: only those they travel on */
  readonly role: PartyRole | null;
  /** With `scope=all`: only trips of whose booking it pays, or a share */
  readonly costCentre: string | null;
  /** With `scope=all`: only trips whose booked option had this policy outcome */
  readonly outcome: Outcome | null;
  /** With `scope=all`: only trips whose booking has a place in this country */
  readonly country: string | null;
  /**
   * With `scope=all` and `country`: only booked trips that are there on this day, by the calendar there: on the way in
   * or out, staying, or between arriving and leaving
   */
  readonly on: string | null;
}

/** Which trips are meant; all of them together. */
export interface TripFiltersInput {
  /** Only trips that have this status now */
  readonly status?: TripStatus | null;
  /**
   * Only trips that start on this day (UTC) or later; with `scope=all`, today if neither this, `startsTo`, `on` nor
   * `userId` is given
   */
  readonly startsFrom?: string | null;
  /**
   * Only trips that start on this day (UTC) or earlier; with `scope=all` at most 366 days from the first, which are
   * meant if it is not given
   */
  readonly startsTo?: string | null;
  /** `userId` of a requester or traveller; only for travel managers */
  readonly userId?: string | null;
  /** `requester`: only trips that they asked for; `traveller`: only those they travel on */
  readonly role?: PartyRole | null;
  /** With `scope=all`: only trips of whose booking it pays, or a share */
  readonly costCentre?: string | null;
  /** With `scope=all`: only trips whose booked option had this policy outcome */
  readonly outcome?: Outcome | null;
  /** With `scope=all`: only trips whose booking has a place in this country */
  readonly country?: string | null;
  /**
   * With `scope=all` and `country`: only booked trips that are there on this day, by the calendar there: on the way in
   * or out, staying, or between arriving and leaving
   */
  readonly on?: string | null;
}

/** An export of a list, and how far it is. */
export interface ListExportView {
  /** Id of the export, as paths name it */
  readonly exportId: string;
  /** Which list it is of */
  readonly list: ListKind;
  /** How far it is */
  readonly status: ListExportStatus;
  /** Filters, with the days that they mean */
  readonly bookings: BookingFilters | null;
  /** Filters, with the days that they mean */
  readonly trips: TripFilters | null;
  /** Rows that are written so far, without the header */
  readonly rows: number;
  /** How many of the rows have an id alone, because the rest cannot be read */
  readonly unreadable: number;
  /** Size of what is written so far, in bytes */
  readonly sizeBytes: number;
  /** Why it failed; null unless it did. At most 100,000 rows are exported */
  readonly failure: ListExportFailure | null;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** The export and its file are removed then */
  readonly expiresAt: string;
  /** Gives the file for a minute, to whoever has it; null while there is no file */
  readonly downloadUrl: string | null;
}

/** Which list is exported. */
export type ListKind = Open<"bookings" | "trips">;

/** Status of an export of a list. */
export type ListExportStatus = Open<"queued" | "running" | "done" | "failed">;

/** Why an export of a list failed. */
export type ListExportFailure = Open<"not_allowed" | "too_many_rows" | "expired">;

/** A document to upload. */
export interface DocumentRequest {
  /** What the file shows */
  readonly kind: DocumentKind;
  /** File name with a suffix that fits the content type */
  readonly fileName: string;
  /** Media type of the file; its bytes have to be of it */
  readonly contentType: ContentType;
  /** Size of the file, in bytes */
  readonly sizeBytes: number;
  /** SHA-256 of the file, in hex */
  readonly sha256: string;
  /** Trip to attach it to; null: none */
  readonly tripId?: string | null;
  /** Expiry date of a visa or passport; reminders are sent before */
  readonly expiresOn?: string | null;
}

/** Kind of a document. */
export type DocumentKind = Open<"receipt" | "invoice" | "itinerary" | "visa" | "passport">;

/** Media type of an upload; active content is excluded. */
export type ContentType = Open<"application/pdf" | "image/jpeg" | "image/png" | "image/webp" | "image/heic">;

/** The document, and the form to upload its file with. */
export interface DocumentUpload {
  /** The document, `pending` until its file is confirmed */
  readonly document: DocumentView;
  /** POST it as multipart/form-data with the field `file` last */
  readonly upload: UploadForm;
}

/** A document as its owner sees it. */
export interface DocumentView {
  /** Id of the document, as paths name it */
  readonly documentId: string;
  /** What the file shows */
  readonly kind: DocumentKind;
  /** Name of the file as it was announced */
  readonly fileName: string;
  /** Media type of the file */
  readonly contentType: ContentType;
  /** Size of the file, in bytes */
  readonly sizeBytes: number;
  /** SHA-256 of the file's bytes, in hexadecimal digits */
  readonly sha256: string;
  /** Trip that it is attached to; null if none */
  readonly tripId: string | null;
  /** Last day on which the document is valid; null if it does not expire */
  readonly expiresOn: string | null;
  /** Only a confirmed document has a file to download */
  readonly status: DocumentStatus;
  /** Why the file was rejected; null if it was not */
  readonly rejection: Rejection | null;
  /** Reminders sent before the document expires */
  readonly reminders: readonly Reminder[];
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
}

/** Status of a document. */
export type DocumentStatus = Open<"pending" | "confirmed" | "rejected" | "deleted">;

/** Why an uploaded file was rejected. */
export interface Rejection {
  /** For programs: what is wrong with the file */
  readonly code: string;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
}

/** A reminder sent to the owner before a document expires. */
export interface Reminder {
  /** So many days before the document expires */
  readonly daysBefore: number;
  /** When the reminder was sent */
  readonly at: string;
}

/** The upload form: POST these fields unchanged as multipart/form-data, with the field `file` last. */
export interface UploadForm {
  /** Where to POST the form */
  readonly url: string;
  /** Form fields by name, all of which have to be sent */
  readonly fields: Readonly<Record<string, string>>;
  /** Until when the form is accepted */
  readonly expiresAt: string;
}

/** A download link; needs no token until it expires. */
export interface DownloadLink {
  /** Address of the file; whoever has it can read the file */
  readonly url: string;
  /** Until when the link works */
  readonly expiresAt: string;
  /** Name to save the file under */
  readonly fileName: string;
  /** Media type of the file */
  readonly contentType: string;
  /** Size of the file in bytes */
  readonly sizeBytes: number;
  /** SHA-256 of the file's bytes, in hexadecimal digits */
  readonly sha256: string;
}

/** What a device is to be called. */
export interface DeviceRequest {
  /** What its owner calls it */
  readonly name: string;
}

/** A device that is new, with what it signs in by. */
export interface DeviceRegistration {
  /** Id of the tracking device, as paths name it */
  readonly deviceId: string;
  /** What its owner calls the device */
  readonly name: string;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** What the device sends to report positions. It is shown once: keep it like a password */
  readonly credential: string;
}

/** A device that may report positions, as its owner sees it. */
export interface DeviceDetails {
  /** Id of the tracking device, as paths name it */
  readonly deviceId: string;
  /** What its owner calls the device */
  readonly name: string;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
}

/** Fixes and pings, in any order; each is judged by itself. */
export interface FixBatch {
  /** What the device reports */
  readonly fixes: readonly FixRequest[];
}

/** Where a device was at a moment; or, as a ping, that it was still where it had been. */
export interface FixRequest {
  /** When the device measured it, with its offset (RFC 3339) */
  readonly at: string;
  /** WGS 84; none of a ping */
  readonly latitude?: number | null;
  /** WGS 84; none of a ping */
  readonly longitude?: number | null;
  /** Radius within which the device believes to be */
  readonly accuracyMetres?: number | null;
  /** Speed over ground in metres a second; null if not measured */
  readonly speedMetresPerSecond?: number | null;
  /** Clockwise from true north */
  readonly headingDegrees?: number | null;
  /** Metres above the WGS 84 ellipsoid; null if not measured */
  readonly altitudeMetres?: number | null;
  /** Charge of the device's battery, 0 to 100; null if unknown */
  readonly batteryPercent?: number | null;
  /** True for a ping, which has a time and no position */
  readonly ping?: boolean | null;
}

/** What became of what a device sent. What is accepted is stored a moment later; none of it need be sent again. */
export interface PositionsReceipt {
  /** How many were taken */
  readonly accepted: number;
  /** How many nobody may keep: outside of a trip, in quiet hours, or without consent to it */
  readonly notKept: number;
  /** Those that were not taken, each with its reason */
  readonly refused: readonly RefusedFixView[];
}

/** A fix that is not taken, and why; sending it again changes nothing. */
export interface RefusedFixView {
  /** Which of those that were sent, counted from 0 */
  readonly index: number;
  /** The field that is wrong, as it was sent; null for all of it */
  readonly field: string | null;
  /** Why it is not taken */
  readonly reason: Refusal;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
}

/** Why something that a device sent is not taken; a closed list, which devices are answered with. */
export type Refusal = Open<"unreadable" | "invalid_time" | "invalid_position" | "invalid_measure" | "too_old" | "clock_ahead" | "not_shared" | "too_many">;

/** A new passenger profile: your own (`employee`), or that of a guest whom you book for. */
export interface PassengerRequest {
  /** As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops */
  readonly givenName: string;
  /** As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops */
  readonly familyName: string;
  /** Date of birth as in the passport (ISO 8601) */
  readonly birthDate: string;
  /** Country whose citizen the traveller is (ISO 3166-1 alpha-2) */
  readonly nationality: string;
  /** Confirms the spelling for carriers; null while it is not */
  readonly latinGivenName?: string | null;
  /** As spelled in the machine-readable lines of the passport: letters from A to Z */
  readonly latinFamilyName?: string | null;
  /** Passports, identity cards and visas */
  readonly documents?: readonly TravelDocument[];
  /** TSA PreCheck, Global Entry ... */
  readonly knownTravellerNumber?: string | null;
  /** Of the DHS's redress programme */
  readonly redressNumber?: string | null;
  /** Memberships of airlines' and hotels' programmes */
  readonly loyalty?: readonly LoyaltyNumber[];
  /** Where to sit; null: anywhere */
  readonly seat?: Seat | null;
  /** Special meal on board; null: the usual one */
  readonly meal?: Meal | null;
  /** Where the traveller's trips start, unless a request says otherwise */
  readonly homeAirport?: string | null;
  /** Whom to call; null: nobody */
  readonly emergencyContact?: EmergencyContact | null;
  /** `userId` of each person who may book for the traveller */
  readonly arrangerIds?: readonly string[];
  /** Whether it is your own profile or a guest's; by default `employee` */
  readonly kind?: PassengerKind;
}

/** A travel document, such as a passport. */
export interface TravelDocument {
  /** What kind of document it is */
  readonly kind: TravelDocumentKind;
  /** As printed on the document */
  readonly number: string;
  /** Country that issued the document (ISO 3166-1 alpha-2) */
  readonly issuingCountry: string;
  /** ISO 8601, of a year from 1900 to 2100; null, or a day of the year 9999, where there is no end */
  readonly expiresOn?: string | null;
}

/** Kind of a travel document. */
export type TravelDocumentKind = Open<"passport" | "identity_card" | "visa" | "residence_permit">;

/** Membership in a loyalty programme of an airline or hotel chain. */
export interface LoyaltyNumber {
  /** Code of the airline or hotel chain */
  readonly programme: string;
  /** Membership number as the programme writes it */
  readonly number: string;
}

/** Seat preference. */
export type Seat = Open<"window" | "aisle" | "bulkhead" | "extra_legroom" | "front">;

/** Special meal (IATA code). */
export type Meal = Open<"AVML" | "BLML" | "CHML" | "DBML" | "FPML" | "GFML" | "HNML" | "KSML" | "LCML" | "LFML" | "LSML" | "MOML" | "NLML" | "RVML" | "SFML" | "VGML" | "VLML" | "VJML" | "VOML">;

/** Emergency contact. */
export interface EmergencyContact {
  /** Name by which the person is shown */
  readonly name: string;
  /** Telephone number with country code, such as +49 30 123456 */
  readonly phone: string;
  /** Who they are to the traveller, such as "sister"; null if not said */
  readonly relationship?: string | null;
}

/** Kind of a passenger profile: an employee, or a guest of one. */
export type PassengerKind = Open<"employee" | "guest">;

/** A passenger profile. If `masked` is true, sensitive values are masked. */
export interface PassengerView {
  /** Id of the profile; book with it */
  readonly passengerId: string;
  /** Whether it is an employee's or a guest's */
  readonly kind: PassengerKind;
  /** `userId` of the person, or of the host who keeps the guest's profile */
  readonly userId: string;
  /** True: numbers and the birth date are hidden; `reveal=true` shows them */
  readonly masked: boolean;
  /** Given names as in the passport */
  readonly givenName: string;
  /** Family name as in the passport */
  readonly familyName: string;
  /** Confirmed spelling; null if there is none */
  readonly latinGivenName: string | null;
  /** Family name as carriers spell it; null if it is in letters from A to Z */
  readonly latinFamilyName: string | null;
  /** How carriers spell the name, and whether somebody has confirmed it */
  readonly latinSpelling: LatinSpellingView;
  /** A date (ISO 8601), or `••••-••-••` if masked */
  readonly birthDate: string;
  /** ISO 3166-1 alpha-2 code of the country */
  readonly nationality: string;
  /** Passports, identity cards and visas */
  readonly documents: readonly TravelDocumentView[];
  /** Masked, as `•••• 0T47`, unless `reveal` is set */
  readonly knownTravellerNumber: string | null;
  /** Masked, as `•••• 0T47`, unless `reveal` is set */
  readonly redressNumber: string | null;
  /** Memberships of airlines' and hotels' programmes */
  readonly loyalty: readonly LoyaltyView[];
  /** Where to sit; null: anywhere */
  readonly seat: Seat | null;
  /** Special meal on board; null: the usual one */
  readonly meal: Meal | null;
  /** Where trips in words start that name no place of departure */
  readonly homeAirport: string | null;
  /** Whom to call; null: nobody */
  readonly emergencyContact: ContactView | null;
  /** Who may book with the profile, by their ids */
  readonly arrangerIds: readonly string[];
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Names of `arrangerIds`, in the same order */
  readonly arrangerNames?: readonly (string | null)[];
}

/** How carriers spell the name, and where that comes from. */
export interface LatinSpellingView {
  /** Null if it has to be given */
  readonly givenName: string | null;
  /** Family name in letters from A to Z; null if nothing can be proposed */
  readonly familyName: string | null;
  /**
   * `proposed` by ICAO Doc 9303 until you confirm it, as `latinGivenName` and `latinFamilyName` of a replacement;
   * `missing` where the script has no table. A booking asks for either
   */
  readonly status: SpellingStatus;
}

/**
 * Where the Latin spelling of a name comes from: the name itself, its bearer, or a proposal that is not confirmed; or
 * it is missing, since nothing can be proposed for the script.
 */
export type SpellingStatus = Open<"as_written" | "confirmed" | "proposed" | "missing">;

/** A travel document of a passenger profile. */
export interface TravelDocumentView {
  /** What kind of document it is */
  readonly kind: TravelDocumentKind;
  /** Masked, as `•••• 0T47`, unless `reveal` is set */
  readonly number: string;
  /** ISO 3166-1 alpha-2 code of the country that issued it */
  readonly issuingCountry: string;
  /** Null if the document has no end */
  readonly expiresOn: string | null;
}

/** A loyalty programme membership of a passenger profile. */
export interface LoyaltyView {
  /** Airline or hotel chain whose programme it is */
  readonly programme: string;
  /** Masked, as `•••• 0T47`, unless `reveal` is set */
  readonly number: string;
}

/** The emergency contact of a passenger profile. */
export interface ContactView {
  /** Masked, as `•••• 0T47`, unless `reveal` is set */
  readonly name: string;
  /** Masked, as `•••• 0T47`, unless `reveal` is set */
  readonly phone: string;
  /** Who they are to the traveller; null if not said */
  readonly relationship: string | null;
}

/** The caller's relation to a passenger profile. */
export type Relation = Open<"own" | "guest" | "arranger">;

/** A passenger profile in a list, and why it is listed. */
export interface PassengerSummary {
  /** Id of the profile; book with it */
  readonly passengerId: string;
  /** Your own, a guest of yours, or a person who made you their arranger */
  readonly relation: Relation;
  /** Whether it is an employee's or a guest's */
  readonly kind: PassengerKind;
  /** Given names as in the passport */
  readonly givenName: string;
  /** Family name as in the passport */
  readonly familyName: string;
  /** When it last changed */
  readonly updatedAt: string;
}

/** A passenger profile as the traveller or their arranger writes it. */
export interface PassengerDetails {
  /** As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops */
  readonly givenName: string;
  /** As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops */
  readonly familyName: string;
  /** Date of birth as in the passport (ISO 8601) */
  readonly birthDate: string;
  /** Country whose citizen the traveller is (ISO 3166-1 alpha-2) */
  readonly nationality: string;
  /** Confirms the spelling for carriers; null while it is not */
  readonly latinGivenName?: string | null;
  /** As spelled in the machine-readable lines of the passport: letters from A to Z */
  readonly latinFamilyName?: string | null;
  /** Passports, identity cards and visas */
  readonly documents?: readonly TravelDocument[];
  /** TSA PreCheck, Global Entry ... */
  readonly knownTravellerNumber?: string | null;
  /** Of the DHS's redress programme */
  readonly redressNumber?: string | null;
  /** Memberships of airlines' and hotels' programmes */
  readonly loyalty?: readonly LoyaltyNumber[];
  /** Where to sit; null: anywhere */
  readonly seat?: Seat | null;
  /** Special meal on board; null: the usual one */
  readonly meal?: Meal | null;
  /** Where the traveller's trips start, unless a request says otherwise */
  readonly homeAirport?: string | null;
  /** Whom to call; null: nobody */
  readonly emergencyContact?: EmergencyContact | null;
  /** `userId` of each person who may book for the traveller */
  readonly arrangerIds?: readonly string[];
}

/** One access to a passenger profile: by whom, when and why. */
export interface PassengerAccess {
  /** Id of the access, as paths name it */
  readonly accessId: string;
  /** Profile that was accessed */
  readonly passengerId: string;
  /** `userId` of the person who accessed it */
  readonly userId: string;
  /** When it was accessed */
  readonly at: string;
  /** What for */
  readonly reason: AccessReason;
  /** Booking that it was accessed for; null if for none */
  readonly bookingId: string | null;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** Why a passenger profile was accessed. */
export type AccessReason = Open<"revealed" | "booked" | "exported">;

/** Whether a consent is in effect, and by which decision. */
export interface ConsentView {
  /** Use of data that the consent is for */
  readonly purpose: Purpose;
  /** False if never granted, withdrawn or expired */
  readonly granted: boolean;
  /** Version of the text that was agreed to; null if nothing was decided */
  readonly textVersion: string | null;
  /** Null if never decided */
  readonly decidedAt: string | null;
  /** Until when the consent is in effect; null if it is not, or does not expire */
  readonly expiresAt: string | null;
  /** Why it is as it is; null if nothing was decided */
  readonly reason: ConsentChangeReason | null;
}

/** A purpose of data use that needs consent. */
export type Purpose = Open<"location_tracking" | "document_storage" | "trip_sharing" | "travel_analytics" | "travel_offers">;

/** Why an entry of the consent history was made. */
export type ConsentChangeReason = Open<"decided" | "expired" | "erased">;

/** A consent that is granted or withdrawn. */
export interface ConsentRequest {
  /** True grants the consent, false withdraws it */
  readonly granted: boolean;
  /** Version of the consent text that the person saw */
  readonly textVersion: string;
}

/** An entry of a person's consent history for one purpose; `version` counts the entries. */
export interface Consent {
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** Use of data that the consent is for */
  readonly purpose: Purpose;
  /** Entries of the purpose are counted from 1 */
  readonly version: number;
  /** Whether the consent was in effect from then on */
  readonly granted: boolean;
  /** Version of the consent text that the person saw */
  readonly textVersion: string;
  /** When the entry was made */
  readonly decidedAt: string;
  /** The consent expires then; null if withdrawn */
  readonly expiresAt: string | null;
  /** Why the entry was made */
  readonly reason: ConsentChangeReason;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** What you want of your positions, and what follows from it. */
export interface TrackingView {
  /** False if never granted, withdrawn or expired */
  readonly granted: boolean;
  /** Version of the consent's text that you agreed to; null without consent */
  readonly textVersion: string | null;
  /** When it was granted or withdrawn; null if never */
  readonly decidedAt: string | null;
  /** Until when the consent is in effect; null without consent */
  readonly expiresAt: string | null;
  /** The level that you chose */
  readonly level: SharingLevel;
  /**
   * The level at which positions are kept on a trip: the lesser of yours and the company's; null where none is kept
   */
  readonly effectiveLevel: SharingLevel | null;
  /** Hours of every day in which no position is kept; null: none */
  readonly quietHours: QuietHours | null;
  /** Null while you are on no trip */
  readonly openWindow: OpenWindowView | null;
}

/**
 * Hours of every day in which no position is kept, by the clock on the wall: from `from` until `until`, through
 * midnight where that comes first.
 */
export interface QuietHours {
  /** Local time of day from which no position is kept */
  readonly from: string;
  /** Local time of day until which no position is kept */
  readonly until: string;
  /** Zone at home: it counts where the itinerary names no other */
  readonly timezone: string;
  /** Whether, on the way, the clock of the place counts instead */
  readonly atPlace: boolean;
}

/**
 * Hours of every day in which no position is kept, by the clock on the wall: from `from` until `until`, through
 * midnight where that comes first.
 */
export interface QuietHoursInput {
  /** Local time of day from which no position is kept */
  readonly from: string;
  /** Local time of day until which no position is kept */
  readonly until: string;
  /** Zone at home: it counts where the itinerary names no other */
  readonly timezone: string;
  /** Whether, on the way, the clock of the place counts instead; by default `true` */
  readonly atPlace?: boolean;
}

/** The trip because of which positions may be kept now, from when until when. */
export interface OpenWindowView {
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** From when positions may be kept */
  readonly startsAt: string;
  /** Until when positions may be kept */
  readonly endsAt: string;
}

/** What you want of your positions from now on. */
export interface TrackingRequest {
  /** Whether your positions may be kept; false ends it at once */
  readonly granted: boolean;
  /** Needed to grant a consent that is not in effect */
  readonly textVersion?: string | null;
  /** How much of your positions to share */
  readonly level: SharingLevel;
  /** Hours of every day in which no position is kept; null: none */
  readonly quietHours?: QuietHoursInput | null;
}

/** One look, as the person whose position it was sees it. Who opened a share link is nobody we know. */
export interface Look {
  /** Id of the look, as paths name it */
  readonly lookId: string;
  /** Whose position it was */
  readonly userId: string;
  /** Who looked; null for a share link, and once erased */
  readonly viewerId: string | null;
  /** As whom somebody looked */
  readonly standing: Standing;
  /** What of the position was looked at */
  readonly kind: LookKind;
  /** In the viewer's words; null for a share link */
  readonly reason: string | null;
  /** When it began; looking on for the same reason is the same look */
  readonly at: string;
  /** The most exact level that was shown */
  readonly level: SharingLevel;
  /** Beginning of the time that was looked at */
  readonly since: string | null;
  /** End of the time that was looked at */
  readonly until: string | null;
  /** The share link that was opened */
  readonly shareId: string | null;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
  /** Name of `viewerId`; null if there is no employee record */
  readonly viewerName?: string | null;
}

/** As whom somebody looks. */
export type Standing = Open<"self" | "arranger" | "travel_manager" | "share_link">;

/** What of a person's position was looked at. */
export type LookKind = Open<"live" | "last_place" | "progress" | "history">;

/** As what a track is read. */
export type TrackFormat = "json" | "geojson" | "polyline5" | "polyline6" | "gpx";

/** What is kept of a position; null what its device did not say, or its owner does not share. */
export interface PositionView {
  /** Second at which the device measured it */
  readonly at: string;
  /** Id of the tracking device, as paths name it */
  readonly deviceId: string;
  /** What the device reported, or what is shared of it */
  readonly kind: PositionKind;
  /** WGS 84 degrees */
  readonly latitude: number | null;
  /** WGS 84 degrees */
  readonly longitude: number | null;
  /** Radius, as the device believes */
  readonly accuracyMetres: number | null;
  /** Speed over ground in metres a second */
  readonly speedMetresPerSecond: number | null;
  /** From true north, clockwise */
  readonly headingDegrees: number | null;
  /** Metres above the WGS 84 ellipsoid */
  readonly altitudeMetres: number | null;
  /** Charge of the device's battery, 0 to 100 */
  readonly batteryPercent: number | null;
  /** As exactly as a coarse position is known */
  readonly level: SharingLevel | null;
  /** Of a coarse position its city, its country, or the ids of the geofences it is in */
  readonly places: readonly string[];
  /** Why it is not drawn and does not count */
  readonly flags: readonly Flag[];
}

/** What a device reported: where it was, or that it is still there; or what its owner shares of where it was. */
export type PositionKind = Open<"fix" | "ping" | "coarse">;

/** Why a fix is not followed. */
export type Flag = Open<"repeated" | "zero_island" | "poor_accuracy" | "clock_ahead" | "jump">;

/** Stops and moves of a span of time, for each device that reported positions in it. */
export interface TrackSummary {
  /** Begin of the span of time */
  readonly since: string;
  /** End of the span of time */
  readonly until: string;
  /** What each device did in it */
  readonly devices: readonly DeviceTrack[];
}

/** Stops and moves of one device, each in order of time. */
export interface DeviceTrack {
  /** Id of the tracking device, as paths name it */
  readonly deviceId: string;
  /** Of all moves together */
  readonly distanceMetres: number;
  /** Where it stayed, in order of time */
  readonly stops: readonly StopView[];
  /** How it came from stop to stop, in order of time */
  readonly moves: readonly TrackMoveView[];
}

/** Where a device stayed. */
export interface StopView {
  /** First position of the stop */
  readonly beganAt: string;
  /** Last position of the stop */
  readonly endedAt: string;
  /** Seconds from the first to the last position */
  readonly durationSeconds: number;
  /** Of the middle, WGS 84 degrees */
  readonly latitude: number;
  /** WGS 84, degrees east of Greenwich, of the middle of the stop */
  readonly longitude: number;
  /** Around the middle, with all of its positions */
  readonly radiusMetres: number;
  /** Positions of which it is made */
  readonly positions: number;
}

/** How a device came from one stop to the next. */
export interface TrackMoveView {
  /** First position of the move */
  readonly beganAt: string;
  /** Last position of the move */
  readonly endedAt: string;
  /** Seconds from the first to the last position */
  readonly durationSeconds: number;
  /** Along the positions, on WGS 84 */
  readonly distanceMetres: number;
  /** Positions of which it is made */
  readonly positions: number;
}

/** What a share link is to show: a trip of yours, or a span of time. */
export interface TrackShareRequest {
  /** Trip of yours to show; null: the span of time is shown */
  readonly tripId?: string | null;
  /** Beginning of what is shown, where it is no trip; null: as of now */
  readonly since?: string | null;
  /** End of what is shown, where it is no trip; null: until it expires */
  readonly until?: string | null;
  /** How exactly at most, whatever else you or the company allow; by default `city` */
  readonly level?: SharingLevel;
  /** At most 30 days ahead; null: 24 hours from now */
  readonly expiresAt?: string | null;
  /** For whom it is, for yourself */
  readonly label: string;
}

/** A share link with its secret address, which is shown once. */
export interface TrackShareAddress {
  /** Id of the link; revoke it by this */
  readonly shareId: string;
  /** For whom it is, as you wrote */
  readonly label: string;
  /** How exactly it shows your positions at most */
  readonly level: SharingLevel;
  /** The trip that it shows; null where it is a span of time */
  readonly tripId: string | null;
  /** Null where it shows a trip */
  readonly since: string | null;
  /** Null where it shows a trip */
  readonly until: string | null;
  /** When it was created */
  readonly createdAt: string;
  /** Until when the link can be opened */
  readonly expiresAt: string;
  /** Whoever has it sees what it shows */
  readonly url: string;
}

/** A share link that is open. */
export interface TrackShareView {
  /** Id of the link; revoke it by this */
  readonly shareId: string;
  /** For whom it is, as you wrote */
  readonly label: string;
  /** How exactly it shows your positions at most */
  readonly level: SharingLevel;
  /** The trip that it shows; null where it is a span of time */
  readonly tripId: string | null;
  /** Null where it shows a trip */
  readonly since: string | null;
  /** Null where it shows a trip */
  readonly until: string | null;
  /** When it was created */
  readonly createdAt: string;
  /** Until when the link can be opened */
  readonly expiresAt: string;
}

/** A new geofence. */
export interface GeofenceCreation {
  /** Name by which its owner knows it */
  readonly name: string;
  /** Area of the map that it covers */
  readonly shape: GeofenceShapeInput;
  /** When it counts; null for always */
  readonly calendar?: CalendarInput | null;
  /** Which ones are published; by default `["enter","exit"]` */
  readonly events?: readonly GeofenceEventKind[];
  /** How long a stay is, for `dwell` */
  readonly dwellSeconds?: number | null;
  /** How far outside somebody has left it, beyond twice the accuracy of the position; by default `50` */
  readonly exitMarginMetres?: number;
  /** `company` is for travel managers: it counts for everybody; by default `person` */
  readonly owner?: GeofenceOwner;
  /**
   * Null for now. Before that, at most 7 days for your own and 1 day for the company's, it counts for each person with
   * the next position that is theirs
   */
  readonly countsFrom?: string | null;
}

/** Everything up to a radius around a point. */
export interface CircleShape {
  /** Always `circle`, which sets it apart from its alternatives */
  readonly kind: "circle";
  /** WGS 84 degrees */
  readonly latitude: number;
  /** WGS 84 degrees */
  readonly longitude: number;
  /** From the middle to the edge, in metres */
  readonly radiusMetres: number;
}

/** Everything up to a radius around a point. */
export interface CircleShapeInput {
  /** Always `circle`, which sets it apart from its alternatives */
  readonly kind: "circle";
  /** WGS 84 degrees */
  readonly latitude: number;
  /** WGS 84 degrees */
  readonly longitude: number;
  /** From the middle to the edge, in metres */
  readonly radiusMetres: number;
}

/** The inside of a ring, without its holes: `coordinates` of a GeoJSON polygon. */
export interface PolygonShape {
  /** Always `polygon`, which sets it apart from its alternatives */
  readonly kind: "polygon";
  /** The outer ring, then the holes, in either turn */
  readonly coordinates: readonly (readonly (readonly number[])[])[];
}

/** The inside of a ring, without its holes: `coordinates` of a GeoJSON polygon. */
export interface PolygonShapeInput {
  /** Always `polygon`, which sets it apart from its alternatives */
  readonly kind: "polygon";
  /** The outer ring, then the holes, in either turn */
  readonly coordinates: readonly (readonly (readonly number[])[])[];
}

/** Everything up to a distance from a path: `coordinates` of a GeoJSON line string, joined by great circles. */
export interface CorridorShape {
  /** Always `corridor`, which sets it apart from its alternatives */
  readonly kind: "corridor";
  /** Positions of the path as GeoJSON has them: longitude, latitude */
  readonly coordinates: readonly (readonly number[])[];
  /** Metres to either side */
  readonly halfWidthMetres: number;
}

/** Everything up to a distance from a path: `coordinates` of a GeoJSON line string, joined by great circles. */
export interface CorridorShapeInput {
  /** Always `corridor`, which sets it apart from its alternatives */
  readonly kind: "corridor";
  /** Positions of the path as GeoJSON has them: longitude, latitude */
  readonly coordinates: readonly (readonly number[])[];
  /** Metres to either side */
  readonly halfWidthMetres: number;
}

/** A circle around an airport or a city that is called by its code or its name. */
export interface PlaceShape {
  /** Always `place`, which sets it apart from its alternatives */
  readonly kind: "place";
  /** IATA code, or name */
  readonly name: string;
  /** Metres; null for 4,000 around an airport and 15,000 around a city */
  readonly radiusMetres: number | null;
}

/** A circle around an airport or a city that is called by its code or its name. */
export interface PlaceShapeInput {
  /** Always `place`, which sets it apart from its alternatives */
  readonly kind: "place";
  /** IATA code, or name */
  readonly name: string;
  /** Metres; null for 4,000 around an airport and 15,000 around a city */
  readonly radiusMetres?: number | null;
}

/** A corridor along the route through positions, as maps had it when it was written. */
export interface RouteShape {
  /** Always `route`, which sets it apart from its alternatives */
  readonly kind: "route";
  /** Longitude first, as in GeoJSON */
  readonly through: readonly (readonly number[])[];
  /** How the route is travelled */
  readonly mode: TravelMode;
  /** Metres to either side */
  readonly halfWidthMetres: number;
}

/** A corridor along the route through positions, as maps had it when it was written. */
export interface RouteShapeInput {
  /** Always `route`, which sets it apart from its alternatives */
  readonly kind: "route";
  /** Longitude first, as in GeoJSON */
  readonly through: readonly (readonly number[])[];
  /** How the route is travelled; by default `car` */
  readonly mode?: TravelMode;
  /** Metres to either side; by default `500` */
  readonly halfWidthMetres?: number;
}

/** How somebody goes from one place to another. */
export type TravelMode = Open<"car" | "bicycle" | "foot" | "flight">;

/** A corridor along the moves that the itinerary of a trip plans, as it was when this was written. */
export interface TripShape {
  /** Always `trip`, which sets it apart from its alternatives */
  readonly kind: "trip";
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** Metres to either side */
  readonly halfWidthMetres: number;
}

/** A corridor along the moves that the itinerary of a trip plans, as it was when this was written. */
export interface TripShapeInput {
  /** Always `trip`, which sets it apart from its alternatives */
  readonly kind: "trip";
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** Metres to either side; by default `20000` */
  readonly halfWidthMetres?: number;
}

/** When a geofence counts, in the time zone of a place; without hours, all day, every day. */
export interface Calendar {
  /** IANA time zone by whose clock the hours are meant */
  readonly zone: string;
  /** Hours of the week at which it counts; empty: always */
  readonly hours: readonly CalendarHours[];
  /** First day, local; null when it counts already */
  readonly fromDay: string | null;
  /** Last day, local; null when it counts for good */
  readonly untilDay: string | null;
}

/** When a geofence counts, in the time zone of a place; without hours, all day, every day. */
export interface CalendarInput {
  /** IANA time zone by whose clock the hours are meant */
  readonly zone: string;
  /** Hours of the week at which it counts; empty: always */
  readonly hours?: readonly CalendarHoursInput[];
  /** First day, local; null when it counts already */
  readonly fromDay?: string | null;
  /** Last day, local; null when it counts for good */
  readonly untilDay?: string | null;
}

/** Hours of some days of the week; those that end at or before their start end on the next day. */
export interface CalendarHours {
  /** Days on which the hours begin */
  readonly weekdays: readonly Weekday[];
  /** Local time of day at which the hours begin */
  readonly startsAt: string;
  /** Local time of day at which the hours end */
  readonly endsAt: string;
}

/** Hours of some days of the week; those that end at or before their start end on the next day. */
export interface CalendarHoursInput {
  /** Days on which the hours begin */
  readonly weekdays: readonly Weekday[];
  /** Local time of day at which the hours begin; by default `00:00` */
  readonly startsAt?: string;
  /** Local time of day at which the hours end; by default `00:00` */
  readonly endsAt?: string;
}

/** Day of the week. */
export type Weekday = Open<"monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday">;

/** What happened at a geofence. */
export type GeofenceEventKind = Open<"enter" | "dwell" | "exit">;

/** Whose a geofence is. */
export type GeofenceOwner = Open<"person" | "company">;

/** A geofence. */
export interface GeofenceView {
  /** Name by which its owner knows it */
  readonly name: string;
  /** Area of the map that it covers */
  readonly shape: GeofenceShape;
  /** When it counts; null for always */
  readonly calendar: Calendar | null;
  /** Which ones are published */
  readonly events: readonly GeofenceEventKind[];
  /** How long a stay is, for `dwell` */
  readonly dwellSeconds: number | null;
  /** How far outside somebody has left it, beyond twice the accuracy of the position */
  readonly exitMarginMetres: number;
  /** Id of the geofence, as paths name it */
  readonly geofenceId: string;
  /** Whether it is a person's own or the company's */
  readonly owner: GeofenceOwner;
  /** What the place, the route or the trip stood for when this was written */
  readonly found: GeofenceArea | null;
  /** Whoever is inside then enters it then */
  readonly countsFrom: string;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
}

/** A geofence as its owner writes it. */
export interface GeofenceRequest {
  /** Name by which its owner knows it */
  readonly name: string;
  /** Area of the map that it covers */
  readonly shape: GeofenceShapeInput;
  /** When it counts; null for always */
  readonly calendar?: CalendarInput | null;
  /** Which ones are published; by default `["enter","exit"]` */
  readonly events?: readonly GeofenceEventKind[];
  /** How long a stay is, for `dwell` */
  readonly dwellSeconds?: number | null;
  /** How far outside somebody has left it, beyond twice the accuracy of the position; by default `50` */
  readonly exitMarginMetres?: number;
}

/** An event of one person at one geofence, as positions have it that are known by now. */
export interface GeofenceRecord {
  /** Id of the event, the same through all corrections */
  readonly geofenceEventId: string;
  /** Whose it is */
  readonly userId: string;
  /** Geofence at which it happened */
  readonly geofenceId: string;
  /** As it was called then */
  readonly geofenceName: string;
  /** Whose geofence it is */
  readonly owner: GeofenceOwner;
  /** What happened */
  readonly kind: GeofenceEventKind;
  /** When it happened */
  readonly at: string;
  /** When the stay began that it is of */
  readonly enteredAt: string;
  /** Whether the person moved or the geofence's calendar began or ended */
  readonly cause: EventCause;
  /** Whether later positions have disproved it */
  readonly status: GeofenceRecordStatus;
  /** Counts corrections, from 1 */
  readonly revision: number;
  /** When it was found: later where positions came late */
  readonly recordedAt: string;
  /** When this revision was found */
  readonly correctedAt: string | null;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** Why a geofence event happened. */
export type EventCause = Open<"movement" | "calendar">;

/** Status of an event. It is withdrawn when positions that came late show that it did not happen. */
export type GeofenceRecordStatus = Open<"current" | "withdrawn">;

/** Places, the best first; none, if there are none. */
export interface PlaceList {
  /** Places, the best first */
  readonly items: readonly MapPlace[];
  /** Whom to name where it is shown; the licence asks for it */
  readonly attribution: string;
}

/** A place that a text means, or that is at a point. */
export interface MapPlace {
  /** What it is called, by itself */
  readonly name: string;
  /** What sets it apart from its namesakes */
  readonly label: string;
  /** What the place is */
  readonly kind: PlaceKind;
  /** WGS 84 degrees */
  readonly latitude: number;
  /** WGS 84 degrees */
  readonly longitude: number;
  /** Country of the place (ISO 3166-1 alpha-2) */
  readonly country: string | null;
  /** IANA time zone of the place */
  readonly timezone: string;
  /** Airports that serve it, the main one first; empty if not known */
  readonly airports: readonly string[];
  /** From the point that was asked about; null when none was */
  readonly distanceMetres: number | null;
  /** Whose knowledge it is */
  readonly source: MapSource;
}

/** What a place is. */
export type PlaceKind = Open<"country" | "region" | "city" | "postal_code" | "street" | "address" | "point_of_interest" | "airport">;

/** Who knows what was answered. */
export type MapSource = Open<"offline" | "location_service" | "osrm" | "valhalla">;

/** Places at a point, the nearest first, and the nearest road. */
export interface Surroundings {
  /** Places at the point, the nearest first */
  readonly items: readonly MapPlace[];
  /** Null if there is none within 1 km, or nobody knows roads */
  readonly road: RoadPoint | null;
  /** Whom to name where it is shown; the licence asks for it */
  readonly attribution: string;
}

/** The point of a road that is nearest to another point. */
export interface RoadPoint {
  /** The road's name; null if it has none */
  readonly name: string | null;
  /** WGS 84 degrees */
  readonly latitude: number;
  /** WGS 84 degrees */
  readonly longitude: number;
  /** From the point that was asked about */
  readonly distanceMetres: number;
  /** Whose knowledge it is */
  readonly source: MapSource;
}

/** The time zone of a point. */
export interface TimeZoneView {
  /** IANA zone; at sea the nautical one, `Etc/GMT-2` for two hours ahead of UTC */
  readonly timezone: string;
  /** Whose knowledge it is */
  readonly source: MapSource;
  /** Whom to name where it is shown; the licence asks for it */
  readonly attribution: string;
}

/** A way through points in their order. */
export interface RouteView {
  /** Whose knowledge it is */
  readonly source: MapSource;
  /** How the way is travelled */
  readonly mode: TravelMode;
  /**
   * No road was looked up: distance and duration are estimated from the great circle, which `polyline` draws. There may
   * be no way at all
   */
  readonly isEstimate: boolean;
  /** Length of the way in metres */
  readonly distanceMetres: number;
  /** Without stops; of a flight, from gate to gate */
  readonly durationSeconds: number;
  /** The path as an encoded polyline */
  readonly polyline: string;
  /** Digits behind the point in `polyline` */
  readonly precision: number;
  /** Whom to name where it is shown; the licence asks for it */
  readonly attribution: string;
}

/** The person whose data it concerns. */
export interface PrivacyRequest {
  /** You, if left out; only a travel manager may name another person */
  readonly userId?: string | null;
}

/** A data export, readable until it expires. */
export interface ExportView {
  /** Id of the export, as paths name it */
  readonly exportId: string;
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** When it was created */
  readonly createdAt: string;
  /** Until when it can be read */
  readonly expiresAt: string;
  /** Address of the export's entries, a paged list */
  readonly entriesUrl: string;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** One exported record: its kind, its id and its content. */
export interface ExportEntry {
  /** What kind of record it is, such as `bookings` */
  readonly section: string;
  /** Id of the record within its section */
  readonly id: string;
  /** The record, as it is stored */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The person whose data is to be erased: a user, or a guest. */
export interface ErasureRequest {
  /** You, if left out; only a travel manager may name another person */
  readonly userId?: string | null;
  /**
   * Instead of `userId`: the passenger profile of a guest, whom you keep or may book for; a travel manager may name any
   * guest
   */
  readonly passengerId?: string | null;
}

/** The progress of an erasure of a person's data. */
export interface ErasureView {
  /** Id of the erasure, as paths name it */
  readonly erasureId: string;
  /** Null if it concerns a guest */
  readonly userId: string | null;
  /** The guest's passenger profile; null for a user */
  readonly passengerId: string | null;
  /** Who requested it, by their id */
  readonly requestedBy: string;
  /** Whether it is complete */
  readonly status: ErasureStatus;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Number of records removed or anonymised, by kind */
  readonly counts: Readonly<Record<string, number>>;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
  /** Name of `requestedBy`; null if there is no employee record */
  readonly requestedByName?: string | null;
}

/** Status of an erasure. */
export type ErasureStatus = Open<"running" | "done">;

/** A message to the assistant: a question about the travel policy or about your own trips, in words. */
export interface AssistantMessageRequest {
  /** The question, in English */
  readonly message: string;
  /** The conversation that it continues; left out to begin one */
  readonly conversationId?: string | null;
}

/** A message of a conversation, and its answer as soon as there is one. */
export interface AssistantMessage {
  /** Conversation to which it belongs */
  readonly conversationId: string;
  /** Id of the message, as paths name it */
  readonly messageId: string;
  /** Place in the conversation, from 1 */
  readonly number: number;
  /** When it was sent */
  readonly sentAt: string;
  /** What was asked, as it was sent */
  readonly message: string;
  /** Whether there is an answer yet */
  readonly status: MessageStatus;
  /** When it was answered; null until then */
  readonly answeredAt: string | null;
  /** Null while it is being answered */
  readonly answer: Answer | null;
}

/** Status of a message to the assistant. */
export type MessageStatus = Open<"answering" | "answered">;

/** What the assistant says to a question. */
export interface Answer {
  /**
   * `nothing_found`: neither the policy nor what is yours says anything on this; `out_of_scope`: it is about neither
   */
  readonly outcome: AnswerOutcome;
  /** `extractive`: quoted and listed by rules; `model`: chosen, not worded, by a language model */
  readonly answeredBy: AnswererKind;
  /** How the answer was made, to be shown with it */
  readonly notice: string;
  /** The answer, in order of reading */
  readonly paragraphs: readonly AnswerParagraph[];
  /** Quotes that the paragraphs rest on, by their index */
  readonly citations: readonly Citation[];
  /** Where to read what the answer speaks of */
  readonly links: readonly Link[];
  /** Requests that you may send to act on the answer; none is sent by itself */
  readonly actions: readonly ActionLink[];
  /** Null unless a language model made it */
  readonly usage: Usage | null;
}

/** What came of a question. */
export type AnswerOutcome = Open<"answered" | "nothing_found" | "out_of_scope">;

/** Who made an answer: rules that quote and list what they find, or a language model that chose what is shown. */
export type AnswererKind = Open<"extractive" | "model">;

/** A paragraph of an answer; with `citation`, the words of a document, letter by letter. */
export interface AnswerParagraph {
  /** Words of the paragraph */
  readonly text: string;
  /** Place in `citations`, from 0, of what this quotes; else null */
  readonly citation: number | null;
}

/** Where something that an answer speaks of can be read. */
export interface Link {
  /** What is to be read there */
  readonly title: string;
  /** What can be asked for, within this API */
  readonly href: string;
}

/** A request that its reader may send to change something, if they want to; the assistant never sends it. */
export interface ActionLink {
  /** `operationId` of the request */
  readonly operation: string;
  /** What sending it does */
  readonly title: string;
  /** HTTP method of the request */
  readonly method: "POST" | "PUT" | "DELETE";
  /** What can be asked for, within this API */
  readonly href: string;
  /** What to send; null for no body */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** What it does */
  readonly effect: string;
}

/** What it took a language model to make an answer. */
export interface Usage {
  /** Bedrock id of the model */
  readonly modelId: string;
  /** Tokens that the model read */
  readonly inputTokens: number;
  /** Tokens that the model wrote */
  readonly outputTokens: number;
}

/** A conversation with the assistant. Nobody else can read it. */
export interface ConversationView {
  /** Id of the conversation, as paths name it */
  readonly conversationId: string;
  /** How its first message begins */
  readonly title: string;
  /** How many messages have been answered */
  readonly messages: number;
  /** Whether a message is being answered */
  readonly answering: boolean;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** When it is deleted, unless it goes on before; each message is kept as long after it was sent */
  readonly expiresAt: string;
  /** Stream of its events (server-sent events) */
  readonly eventsUrl: string;
}

/** That a version of the travel policy was published, and what it counts for. */
export interface PolicyVersionView {
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** Whether it counts today (UTC) */
  readonly status: VersionStatus;
  /** First day (UTC) on which it counts */
  readonly effectiveFrom: string;
  /** When it was published */
  readonly publishedAt: string;
  /** `userId` of who published it; for travel managers */
  readonly publishedBy: string | null;
  /** Address of the version, to be read whole */
  readonly url: string;
  /** Name of `publishedBy`; null if there is no employee record */
  readonly publishedByName?: string | null;
}

/** What a version counts for today (UTC). */
export type VersionStatus = Open<"scheduled" | "in_effect" | "superseded">;

/** One published version of the travel policy, and which of its sources a newer version of a document outdates. */
export interface PolicyView {
  /** Name of the policy, for people */
  readonly name: string;
  /** First day on which the policy is in effect (UTC) */
  readonly effectiveFrom: string;
  /** ISO 4217 code of the policy's currency; every limit is given in it */
  readonly currency: string;
  /** Exchange rates by which prices in other currencies are compared with limits */
  readonly rates: readonly Rate[];
  /** The policy as employees read it, in order */
  readonly clauses: readonly Clause[];
  /** What is checked of every option; each names the clause that states it */
  readonly rules: readonly PolicyRule[];
  /** What options are ranked by */
  readonly tradeOffs: TradeOffs;
  /** Who approves, and by when */
  readonly approvals: ApprovalRules;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** Where the words that clauses name as their `source` stand, letter by letter */
  readonly citations: readonly ClauseCitation[];
  /** Sources of whose documents there is a newer version; the policy goes on to cite the old one */
  readonly outdatedSources: readonly OutdatedSource[];
}

/** The company's exchange rate: one major unit of `currency` is `rate` major units of the policy's currency. */
export interface Rate {
  /** ISO 4217 code of a currency in circulation, by the list of 2026-01-01 */
  readonly currency: string;
  /** Decimal number, as text to keep it exact */
  readonly rate: string;
}

/** The company's exchange rate: one major unit of `currency` is `rate` major units of the policy's currency. */
export interface RateInput {
  /** ISO 4217 code of a currency in circulation, by the list of 2026-01-01 */
  readonly currency: string;
  /** Decimal number, as text to keep it exact */
  readonly rate: string;
}

/** A numbered paragraph of the policy, as employees read it. */
export interface Clause {
  /** Number of the policy clause, such as `5.2` */
  readonly number: string;
  /** Heading of the clause */
  readonly title: string;
  /** Words of the clause, which verdicts quote */
  readonly text: string;
  /** Kinds of trips that it applies to, besides those of its rules */
  readonly tags: readonly Tag[];
  /** Words of a policy document that it rests on, checked when the policy is published */
  readonly source: ClauseSource | null;
}

/** A numbered paragraph of the policy, as employees read it. */
export interface ClauseInput {
  /** Number of the policy clause, such as `5.2` */
  readonly number: string;
  /** Heading of the clause */
  readonly title: string;
  /** Words of the clause, which verdicts quote */
  readonly text: string;
  /** Kinds of trips that it applies to, besides those of its rules */
  readonly tags?: readonly Tag[];
  /** Words of a policy document that it rests on, checked when the policy is published */
  readonly source?: ClauseSourceInput | null;
}

/** Kind of trips that a clause applies to, besides those of its rules. */
export type Tag = Open<"always" | "flight" | "rail" | "stay" | "car" | "domestic" | "international" | "group">;

/** Where the words of a clause come from: a quote of a section, named by its number, its position or both. */
export interface ClauseSource {
  /** Policy document that has the words */
  readonly documentId: string;
  /** Version of the document */
  readonly version: number;
  /** Words of that section, letter by letter as its `text` has them */
  readonly quote: string;
  /** Number of the section, as printed; needed unless `position` is given */
  readonly number: string | null;
  /** Place of the section in the document, from 0 */
  readonly position: number | null;
}

/** Where the words of a clause come from: a quote of a section, named by its number, its position or both. */
export interface ClauseSourceInput {
  /** Policy document that has the words */
  readonly documentId: string;
  /** Version of the document */
  readonly version: number;
  /** Words of that section, letter by letter as its `text` has them */
  readonly quote: string;
  /** Number of the section, as printed; needed unless `position` is given */
  readonly number?: string | null;
  /** Place of the section in the document, from 0 */
  readonly position?: number | null;
}

/**
 * The highest cabin of each slice that is flown, by the block time of its longest segment; a class on a train is no
 * cabin of a flight.
 */
export interface CabinByDuration {
  /** Always `cabin_by_duration`, which sets it apart from its alternatives */
  readonly rule: "cabin_by_duration";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Ascending; the first starts at 0 */
  readonly bands: readonly CabinBand[];
}

/**
 * The highest cabin of each slice that is flown, by the block time of its longest segment; a class on a train is no
 * cabin of a flight.
 */
export interface CabinByDurationInput {
  /** Always `cabin_by_duration`, which sets it apart from its alternatives */
  readonly rule: "cabin_by_duration";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Ascending; the first starts at 0 */
  readonly bands: readonly CabinBandInput[];
}

/** From this block time on, the highest cabin allowed. */
export interface CabinBand {
  /** Block time from which it holds, in seconds */
  readonly fromSeconds: number;
  /** Highest cabin allowed */
  readonly cabin: Cabin;
}

/** From this block time on, the highest cabin allowed. */
export interface CabinBandInput {
  /** Block time from which it holds, in seconds */
  readonly fromSeconds: number;
  /** Highest cabin allowed */
  readonly cabin: Cabin;
}

/**
 * Second class on trains; first class on slices that take long enough, from the first departure to the last arrival.
 */
export interface RailClassByDuration {
  /** Always `rail_class`, which sets it apart from its alternatives */
  readonly rule: "rail_class";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Seconds from which on first class is allowed; null: never */
  readonly firstClassFromSeconds: number | null;
}

/**
 * Second class on trains; first class on slices that take long enough, from the first departure to the last arrival.
 */
export interface RailClassByDurationInput {
  /** Always `rail_class`, which sets it apart from its alternatives */
  readonly rule: "rail_class";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Seconds from which on first class is allowed; null: never */
  readonly firstClassFromSeconds?: number | null;
}

/**
 * The highest flight fare for one traveller and slice, by great-circle length of the slice; a fare over several slices
 * has the sum of their limits.
 */
export interface FareCap {
  /** Always `fare_cap`, which sets it apart from its alternatives */
  readonly rule: "fare_cap";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Ascending; the first starts at 0 */
  readonly bands: readonly FareBand[];
}

/**
 * The highest flight fare for one traveller and slice, by great-circle length of the slice; a fare over several slices
 * has the sum of their limits.
 */
export interface FareCapInput {
  /** Always `fare_cap`, which sets it apart from its alternatives */
  readonly rule: "fare_cap";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Ascending; the first starts at 0 */
  readonly bands: readonly FareBandInput[];
}

/** From this length of a slice on, the highest fare for one traveller and slice. */
export interface FareBand {
  /** Length of a slice from which it holds, in metres */
  readonly fromMetres: number;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly Money[];
}

/** From this length of a slice on, the highest fare for one traveller and slice. */
export interface FareBandInput {
  /** Length of a slice from which it holds, in metres */
  readonly fromMetres: number;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly MoneyInput[];
}

/** The highest price of a room a night, taxes included: the city's, else the country's, else the default. */
export interface NightlyCap {
  /** Always `nightly_cap`, which sets it apart from its alternatives */
  readonly rule: "nightly_cap";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly default: readonly Money[];
  /** Limits of countries, in the place of the default */
  readonly countries: readonly CountryCap[];
  /** Limits of cities, in the place of their country's */
  readonly cities: readonly CityCap[];
}

/** The highest price of a room a night, taxes included: the city's, else the country's, else the default. */
export interface NightlyCapInput {
  /** Always `nightly_cap`, which sets it apart from its alternatives */
  readonly rule: "nightly_cap";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly default: readonly MoneyInput[];
  /** Limits of countries, in the place of the default */
  readonly countries?: readonly CountryCapInput[];
  /** Limits of cities, in the place of their country's */
  readonly cities?: readonly CityCapInput[];
}

/** A country's nightly limit. */
export interface CountryCap {
  /** Country whose limit it is (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly Money[];
}

/** A country's nightly limit. */
export interface CountryCapInput {
  /** Country whose limit it is (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly MoneyInput[];
}

/** A city's nightly limit; `also` lists other names of the city. */
export interface CityCap {
  /** Name of the city in English */
  readonly city: string;
  /** Country of the city (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly Money[];
  /** Other names of the city */
  readonly aliases: readonly string[];
}

/** A city's nightly limit; `also` lists other names of the city. */
export interface CityCapInput {
  /** Name of the city in English */
  readonly city: string;
  /** Country of the city (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly MoneyInput[];
  /** Other names of the city */
  readonly aliases?: readonly string[];
}

/** The highest price of the whole option, all travellers together. */
export interface TotalCap {
  /** Always `total_cap`, which sets it apart from its alternatives */
  readonly rule: "total_cap";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly Money[];
}

/** The highest price of the whole option, all travellers together. */
export interface TotalCapInput {
  /** Always `total_cap`, which sets it apart from its alternatives */
  readonly rule: "total_cap";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly amounts: readonly MoneyInput[];
}

/**
 * Requires that each cost centre that is charged has a budget of each period that it is charged for, and that what it
 * pays fits into the remaining amount.
 */
export interface BudgetAvailable {
  /** Always `budget_available`, which sets it apart from its alternatives */
  readonly rule: "budget_available";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
}

/**
 * Requires that each cost centre that is charged has a budget of each period that it is charged for, and that what it
 * pays fits into the remaining amount.
 */
export interface BudgetAvailableInput {
  /** Always `budget_available`, which sets it apart from its alternatives */
  readonly rule: "budget_available";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
}

/** Requires at least this many days between booking and the first day of the trip. */
export interface AdvanceBooking {
  /** Always `advance_booking`, which sets it apart from its alternatives */
  readonly rule: "advance_booking";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Least number of days between booking and the first day of the trip */
  readonly minDays: number;
  /** Which trips it is about, by whether they cross a border */
  readonly scope: "any" | "domestic" | "international";
}

/** Requires at least this many days between booking and the first day of the trip. */
export interface AdvanceBookingInput {
  /** Always `advance_booking`, which sets it apart from its alternatives */
  readonly rule: "advance_booking";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Least number of days between booking and the first day of the trip */
  readonly minDays: number;
  /** Which trips it is about, by whether they cross a border; by default `any` */
  readonly scope?: "any" | "domestic" | "international";
}

/** Requires every flight to be with one of these carriers. */
export interface PreferredCarriers {
  /** Always `preferred_carriers`, which sets it apart from its alternatives */
  readonly rule: "preferred_carriers";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Airlines to fly with */
  readonly carriers: readonly Carrier[];
}

/** Requires every flight to be with one of these carriers. */
export interface PreferredCarriersInput {
  /** Always `preferred_carriers`, which sets it apart from its alternatives */
  readonly rule: "preferred_carriers";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Airlines to fly with */
  readonly carriers: readonly CarrierInput[];
}

/** An airline, by IATA designator and name. */
export interface Carrier {
  /** IATA designator of the airline */
  readonly code: string;
  /** Name of the airline, for people */
  readonly name: string;
}

/** An airline, by IATA designator and name. */
export interface CarrierInput {
  /** IATA designator of the airline */
  readonly code: string;
  /** Name of the airline, for people */
  readonly name: string;
}

/** Forbids flights with these carriers. */
export interface BarredCarriers {
  /** Always `barred_carriers`, which sets it apart from its alternatives */
  readonly rule: "barred_carriers";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Airlines not to fly with */
  readonly carriers: readonly Carrier[];
}

/** Forbids flights with these carriers. */
export interface BarredCarriersInput {
  /** Always `barred_carriers`, which sets it apart from its alternatives */
  readonly rule: "barred_carriers";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Airlines not to fly with */
  readonly carriers: readonly CarrierInput[];
}

/** Restricts these countries and cities as places that a trip goes to; `reason` says why in a few words. */
export interface DestinationApproval {
  /** Always `destination_approval`, which sets it apart from its alternatives */
  readonly rule: "destination_approval";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Why, in a few words that the verdict shows */
  readonly reason: string;
  /** ISO 3166-1 alpha-2 codes of the countries */
  readonly countries: readonly string[];
  /** Cities that it is about */
  readonly cities: readonly PolicyCity[];
}

/** Restricts these countries and cities as places that a trip goes to; `reason` says why in a few words. */
export interface DestinationApprovalInput {
  /** Always `destination_approval`, which sets it apart from its alternatives */
  readonly rule: "destination_approval";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Why, in a few words that the verdict shows */
  readonly reason: string;
  /** ISO 3166-1 alpha-2 codes of the countries */
  readonly countries?: readonly string[];
  /** Cities that it is about */
  readonly cities?: readonly PolicyCityInput[];
}

/** A city, by name and, if trips may name an airport instead, by its airports. */
export interface PolicyCity {
  /** Name of the city in English */
  readonly city: string;
  /** Country of the city (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** IATA codes of its airports */
  readonly airports: readonly string[];
}

/** A city, by name and, if trips may name an airport instead, by its airports. */
export interface PolicyCityInput {
  /** Name of the city in English */
  readonly city: string;
  /** Country of the city (ISO 3166-1 alpha-2) */
  readonly country: string;
  /** IATA codes of its airports */
  readonly airports?: readonly string[];
}

/** Forbids flights over shorter distances, where a train is expected; each slice by its own length and scope. */
export interface ShortRoute {
  /** Always `short_route`, which sets it apart from its alternatives */
  readonly rule: "short_route";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Shortest great-circle distance that may be flown, in metres */
  readonly minMetres: number;
  /** Which slices it is about, by whether they cross a border */
  readonly scope: "any" | "domestic" | "international";
}

/** Forbids flights over shorter distances, where a train is expected; each slice by its own length and scope. */
export interface ShortRouteInput {
  /** Always `short_route`, which sets it apart from its alternatives */
  readonly rule: "short_route";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Shortest great-circle distance that may be flown, in metres */
  readonly minMetres: number;
  /** Which slices it is about, by whether they cross a border; by default `any` */
  readonly scope?: "any" | "domestic" | "international";
}

/** Requires that a component above this price is at least partly refundable. */
export interface Refundable {
  /** Always `refundable`, which sets it apart from its alternatives */
  readonly rule: "refundable";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Kind of component that it is about */
  readonly componentKind: ComponentKind;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly above: readonly Money[];
}

/** Requires that a component above this price is at least partly refundable. */
export interface RefundableInput {
  /** Always `refundable`, which sets it apart from its alternatives */
  readonly rule: "refundable";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Kind of component that it is about */
  readonly componentKind: ComponentKind;
  /** A limit in one or more currencies, the policy's own among them; others are converted by `rates` */
  readonly above: readonly MoneyInput[];
}

/** The highest number of hotel stars. */
export interface HotelStars {
  /** Always `hotel_stars`, which sets it apart from its alternatives */
  readonly rule: "hotel_stars";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Most stars that a hotel may have */
  readonly maxStars: number;
}

/** The highest number of hotel stars. */
export interface HotelStarsInput {
  /** Always `hotel_stars`, which sets it apart from its alternatives */
  readonly rule: "hotel_stars";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Most stars that a hotel may have */
  readonly maxStars: number;
}

/** The highest number of nights of a stay. */
export interface StayLength {
  /** Always `stay_length`, which sets it apart from its alternatives */
  readonly rule: "stay_length";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Most nights that a stay may have */
  readonly maxNights: number;
}

/** The highest number of nights of a stay. */
export interface StayLengthInput {
  /** Always `stay_length`, which sets it apart from its alternatives */
  readonly rule: "stay_length";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Most nights that a stay may have */
  readonly maxNights: number;
}

/**
 * The highest category of a rental car, by how many travellers share it: all of the trip, for whomever of them the rule
 * holds.
 */
export interface HighestCarCategory {
  /** Always `car_category`, which sets it apart from its alternatives */
  readonly rule: "car_category";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Ascending; the first starts at 1 */
  readonly bands: readonly CarBand[];
}

/**
 * The highest category of a rental car, by how many travellers share it: all of the trip, for whomever of them the rule
 * holds.
 */
export interface HighestCarCategoryInput {
  /** Always `car_category`, which sets it apart from its alternatives */
  readonly rule: "car_category";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Ascending; the first starts at 1 */
  readonly bands: readonly CarBandInput[];
}

/** From so many travellers on, the highest category allowed. */
export interface CarBand {
  /** From so many travellers on */
  readonly fromTravellers: number;
  /** Largest category allowed */
  readonly category: CarCategory;
}

/** From so many travellers on, the highest category allowed. */
export interface CarBandInput {
  /** From so many travellers on */
  readonly fromTravellers: number;
  /** Largest category allowed */
  readonly category: CarCategory;
}

/** The highest number of employees on one aircraft. */
export interface TravellingTogether {
  /** Always `travelling_together`, which sets it apart from its alternatives */
  readonly rule: "travelling_together";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Most employees on one aircraft */
  readonly maxTravellers: number;
}

/** The highest number of employees on one aircraft. */
export interface TravellingTogetherInput {
  /** Always `travelling_together`, which sets it apart from its alternatives */
  readonly rule: "travelling_together";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Most employees on one aircraft */
  readonly maxTravellers: number;
}

/** Requires that the trip request states its purpose. */
export interface PurposeStated {
  /** Always `purpose_stated`, which sets it apart from its alternatives */
  readonly rule: "purpose_stated";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Which trips it is about, by whether they cross a border */
  readonly scope: "any" | "domestic" | "international";
}

/** Requires that the trip request states its purpose. */
export interface PurposeStatedInput {
  /** Always `purpose_stated`, which sets it apart from its alternatives */
  readonly rule: "purpose_stated";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Which trips it is about, by whether they cross a border; by default `any` */
  readonly scope?: "any" | "domestic" | "international";
}

/** Asks that no traveller has another trip at the same time. */
export interface OverlappingTrip {
  /** Always `overlapping_trip`, which sets it apart from its alternatives */
  readonly rule: "overlapping_trip";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups: readonly string[];
  /** Only for a flight that a traveller has a seat on already */
  readonly sameFlightOnly: boolean;
}

/** Asks that no traveller has another trip at the same time. */
export interface OverlappingTripInput {
  /** Always `overlapping_trip`, which sets it apart from its alternatives */
  readonly rule: "overlapping_trip";
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** What a violation requires */
  readonly action: Action;
  /**
   * Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject that names
   * none; empty for everybody else
   */
  readonly groups?: readonly string[];
  /** Only for a flight that a traveller has a seat on already; by default `false` */
  readonly sameFlightOnly?: boolean;
}

/** What the company would pay, in minor units, to avoid each of these once. Ranks options; verdicts ignore it. */
export interface TradeOffs {
  /** An hour of journey, per traveller */
  readonly hour: number;
  /** A change of aircraft, per traveller */
  readonly connection: number;
  /** A departure before 06:00 or an arrival from 23:00 to 06:00, local time, per traveller */
  readonly unsocialTime: number;
  /** A tonne of CO2 equivalent */
  readonly co2Tonne: number;
  /** A kilometre between hotel and centre, per night */
  readonly centreKilometre: number;
  /** A hotel star less, per night */
  readonly star: number;
  /** A flight with a carrier that is not preferred, per traveller */
  readonly nonPreferredCarrier: number;
  /** A flight in a cabin below the requested one */
  readonly lowerCabin: number;
  /** A component that is not refundable */
  readonly nonRefundable: number;
}

/** What the company would pay, in minor units, to avoid each of these once. Ranks options; verdicts ignore it. */
export interface TradeOffsInput {
  /** An hour of journey, per traveller; by default `0` */
  readonly hour?: number;
  /** A change of aircraft, per traveller; by default `0` */
  readonly connection?: number;
  /** A departure before 06:00 or an arrival from 23:00 to 06:00, local time, per traveller; by default `0` */
  readonly unsocialTime?: number;
  /** A tonne of CO2 equivalent; by default `0` */
  readonly co2Tonne?: number;
  /** A kilometre between hotel and centre, per night; by default `0` */
  readonly centreKilometre?: number;
  /** A hotel star less, per night; by default `0` */
  readonly star?: number;
  /** A flight with a carrier that is not preferred, per traveller; by default `0` */
  readonly nonPreferredCarrier?: number;
  /** A flight in a cabin below the requested one; by default `0` */
  readonly lowerCabin?: number;
  /** A component that is not refundable; by default `0` */
  readonly nonRefundable?: number;
}

/** Who approves, and by when. `all`: one level after another; `any`: all at once, and the first decision counts. */
export interface ApprovalRules {
  /** Ascending, the first from 0; if empty, one level at every price */
  readonly tiers: readonly ApprovalTier[];
  /** Whether levels are asked one after another or all at once */
  readonly mode: "all" | "any";
  /** Time limit for an approval, in seconds; the stage's default if null */
  readonly limitSeconds: number | null;
  /** Seconds without a decision after which an approver is reminded; never if null */
  readonly remindAfterSeconds: number | null;
  /** Seconds without a decision after which the request escalates to the next level; never if null */
  readonly escalateAfterSeconds: number | null;
  /** Highest price increase after approval, in percent */
  readonly tolerancePercent: number;
  /** Highest price increase after approval, in minor units; the lower of the two limits counts */
  readonly toleranceAmount: number | null;
}

/** Who approves, and by when. `all`: one level after another; `any`: all at once, and the first decision counts. */
export interface ApprovalRulesInput {
  /** Ascending, the first from 0; if empty, one level at every price */
  readonly tiers?: readonly ApprovalTierInput[];
  /** Whether levels are asked one after another or all at once; by default `all` */
  readonly mode?: "all" | "any";
  /** Time limit for an approval, in seconds; the stage's default if null */
  readonly limitSeconds?: number | null;
  /** Seconds without a decision after which an approver is reminded; never if null */
  readonly remindAfterSeconds?: number | null;
  /** Seconds without a decision after which the request escalates to the next level; never if null */
  readonly escalateAfterSeconds?: number | null;
  /** Highest price increase after approval, in percent; by default `0` */
  readonly tolerancePercent?: number;
  /** Highest price increase after approval, in minor units; the lower of the two limits counts */
  readonly toleranceAmount?: number | null;
}

/** From this price of the whole option on, the number of levels of the management chain that have to approve. */
export interface ApprovalTier {
  /** Minor units of the policy's currency */
  readonly fromAmount: number;
  /** Number of levels; 1 is the traveller's manager alone */
  readonly levels: number;
}

/** From this price of the whole option on, the number of levels of the management chain that have to approve. */
export interface ApprovalTierInput {
  /** Minor units of the policy's currency */
  readonly fromAmount: number;
  /** Number of levels; 1 is the traveller's manager alone */
  readonly levels: number;
}

/** The citation of a clause's source, as publishing has fixed it. */
export interface ClauseCitation {
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** Words of the source, and where they stand */
  readonly citation: Citation;
}

/** The citation of a clause's source, as publishing has fixed it. */
export interface ClauseCitationInput {
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** Words of the source, and where they stand */
  readonly citation: CitationInput;
}

/** A source of a clause of which the document has a newer version. */
export interface OutdatedSource {
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** Policy document that has a newer version */
  readonly documentId: string;
  /** Version that the clause cites */
  readonly citedVersion: number;
  /** The newest version that can be cited */
  readonly newestVersion: number;
  /** Where the newest version has the same words; null if it has them no longer */
  readonly citation: Citation | null;
}

/** A source of a clause of which the document has a newer version. */
export interface OutdatedSourceInput {
  /** Number of the policy clause, such as `5.2` */
  readonly clause: string;
  /** Policy document that has a newer version */
  readonly documentId: string;
  /** Version that the clause cites */
  readonly citedVersion: number;
  /** The newest version that can be cited */
  readonly newestVersion: number;
  /** Where the newest version has the same words; null if it has them no longer */
  readonly citation: CitationInput | null;
}

/**
 * A travel policy to publish: a draft, or what was read of a version, edited. Fields that only Sojourn sets may be sent
 * as they were read.
 */
export interface PolicySubmission {
  /** Name of the policy, for people */
  readonly name: string;
  /** First day on which the policy is in effect (UTC) */
  readonly effectiveFrom: string;
  /** ISO 4217 code of the policy's currency; every limit is given in it */
  readonly currency: string;
  /** Exchange rates by which prices in other currencies are compared with limits */
  readonly rates: readonly RateInput[];
  /** The policy as employees read it, in order */
  readonly clauses: readonly ClauseInput[];
  /** What is checked of every option; each names the clause that states it */
  readonly rules: readonly PolicyRuleInput[];
  /**
   * What options are ranked by; by default `{"hour":0,"connection":0,"unsocialTime":0,"co2Tonne":0,"centreKilometre":0,
   * "star":0,"nonPreferredCarrier":0,"lowerCabin":0,"nonRefundable":0}`
   */
  readonly tradeOffs?: TradeOffsInput;
  /**
   * Who approves, and by when; by default `{"tiers":[],"mode":"all","limitSeconds":null,"remindAfterSeconds":null,"esca
   * lateAfterSeconds":null,"tolerancePercent":0,"toleranceAmount":null}`
   */
  readonly approvals?: ApprovalRulesInput;
  /** The version that was read and edited; may be left out */
  readonly version?: number;
  /** As that version has them; may be left out */
  readonly citations?: readonly ClauseCitationInput[];
  /** As they were read; may be left out */
  readonly outdatedSources?: readonly OutdatedSourceInput[];
}

/** What was found, the best first; nothing, if nothing bears on the question. */
export interface PolicyHits {
  /** Sections that bear on the question, the best first */
  readonly items: readonly SectionHit[];
  /** What it was ranked by: `meaning` by models of language, `words` while those are not at hand */
  readonly method: RankingMethod;
}

/** What hits were ranked by: the meaning of the words (vectors of models), or the words alone. */
export type RankingMethod = Open<"meaning" | "words">;

/** A policy document to upload: its title, and the file of its first version. */
export interface PolicyDocumentRequest {
  /** What the document is called where it is cited */
  readonly title: string;
  /** The file to be uploaded as its first version */
  readonly file: PolicyFileInput;
}

/** A file to upload as a version of a policy document. */
export interface PolicyFile {
  /** File name with a suffix that fits the content type */
  readonly fileName: string;
  /** Media type of the file; its bytes have to be of it */
  readonly contentType: PolicyFileType;
  /** Size of the file, in bytes */
  readonly sizeBytes: number;
  /** SHA-256 of the file, in hex */
  readonly sha256: string;
}

/** A file to upload as a version of a policy document. */
export interface PolicyFileInput {
  /** File name with a suffix that fits the content type */
  readonly fileName: string;
  /** Media type of the file; its bytes have to be of it */
  readonly contentType: PolicyFileType;
  /** Size of the file, in bytes */
  readonly sizeBytes: number;
  /** SHA-256 of the file, in hex */
  readonly sha256: string;
}

/** Media type of a policy document's file. */
export type PolicyFileType = Open<"application/pdf" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "text/html" | "text/markdown" | "text/plain">;

/** The document, the version whose file is to be uploaded, and the form to upload it with. */
export interface PolicyDocumentUpload {
  /** The document, whose new version is `pending` */
  readonly document: PolicyDocumentView;
  /** Number of the version whose file is to be uploaded */
  readonly version: number;
  /** POST it as multipart/form-data with the field `file` last */
  readonly upload: UploadForm;
}

/** A policy document with all its versions. */
export interface PolicyDocumentView {
  /** Id of the document, as paths name it */
  readonly documentId: string;
  /** Title of the document, for people */
  readonly title: string;
  /** The newest version whose sections can be read; null if there is none */
  readonly currentVersion: number | null;
  /** All versions, the newest first */
  readonly versions: readonly PolicyDocumentVersionView[];
  /** Stream of its events (server-sent events) */
  readonly eventsUrl: string;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
}

/** A version of a policy document. */
export interface PolicyDocumentVersionView {
  /** Number of the version, from 1 */
  readonly version: number;
  /** The file as it was announced */
  readonly file: PolicyFile;
  /** Sections can be read once it is `parsed`; a search finds them once it is `indexed` */
  readonly status: PolicyDocumentStatus;
  /** How far parsing has come */
  readonly progress: ParsingProgress;
  /** Why it failed and what to do; null unless it `failed` */
  readonly failure: ParsingFailure | null;
  /** What is missing from its sections */
  readonly warnings: readonly ParsingWarning[];
  /** `userId` of the travel manager; shown to travel managers */
  readonly uploadedBy: string | null;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Name of `uploadedBy`; null if there is no employee record */
  readonly uploadedByName?: string | null;
}

/**
 * Status of a version: `pending` until its file is uploaded and confirmed, `parsed` once its sections can be read,
 * `indexed` once a search finds them.
 */
export type PolicyDocumentStatus = Open<"pending" | "received" | "parsing" | "parsed" | "indexed" | "failed" | "deleted">;

/** How far parsing has come. */
export interface ParsingProgress {
  /** Pages that are parsed so far */
  readonly pagesParsed: number;
  /** Null until it is known, and for files without pages */
  readonly pages: number | null;
  /** Sections found so far */
  readonly sections: number;
}

/** Why a version of a policy document failed, and what to do about it. */
export interface ParsingFailure {
  /** What is wrong with the file */
  readonly problem: ParsingProblem;
  /** What to do about it */
  readonly detail: string;
  /** What was found in this very file, such as the number of a page */
  readonly found: string | null;
}

/** Why a file of a policy document was not parsed. */
export type ParsingProblem = Open<"not_uploaded" | "not_as_announced" | "wrong_type" | "too_large" | "too_many_pages" | "too_complex" | "damaged" | "encrypted" | "empty" | "scanned_without_text" | "unreadable_text" | "active_content" | "unsafe_markup" | "not_parsed">;

/** What is missing from a version that was parsed all the same. */
export type ParsingWarning = Open<"tables_not_read" | "pictures_not_read">;

/** A policy document in a list. */
export interface PolicyDocumentSummary {
  /** Id of the document, as paths name it */
  readonly documentId: string;
  /** Title of the document, for people */
  readonly title: string;
  /** The newest version whose sections can be read; null if there is none */
  readonly currentVersion: number | null;
  /** The version that was created last */
  readonly newest: PolicyDocumentVersionView;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
}

/** A numbered or titled part of a policy document, without the sections below it. */
export interface PolicySectionView {
  /** Place in the document, from 0 */
  readonly position: number;
  /** As printed, such as `4.2`; null if it has none */
  readonly number: string | null;
  /** Without its number; empty for text before the first heading */
  readonly heading: string;
  /** Depth of the heading, 1 for the highest */
  readonly level: number;
  /** Paragraphs parted by an empty line; rows of tables as lines with ` | ` */
  readonly text: string;
  /** Empty for files without pages */
  readonly pages: readonly PageStart[];
  /** Tables within the text */
  readonly tables: readonly Table[];
  /** Captions of figures */
  readonly captions: readonly string[];
}

/** Where a page of the file begins in the text of a section. */
export interface PageStart {
  /** Code points from the beginning of `text` */
  readonly offset: number;
  /** Number of the page, from 1 */
  readonly page: number;
}

/** A table within a section's text, from `start` to `end` (exclusive). */
export interface Table {
  /** Where the table begins in the section's text, in characters from 0 */
  readonly start: number;
  /** Where it ends, exclusive */
  readonly end: number;
  /** Words above or below the table; null if it has none */
  readonly caption: string | null;
  /** Cells by row; the first row is the head */
  readonly rows: readonly (readonly string[])[];
}

/** A budget: the limit, and what bookings have reserved and committed of it. */
export interface BudgetView {
  /** Code of the cost centre */
  readonly costCentre: string;
  /** Calendar year that it is for, such as 2027 */
  readonly period: string;
  /** What may be spent in the period */
  readonly limit: Money;
  /** Reserved for bookings in progress */
  readonly reserved: Money;
  /** Part of `reserved` that is reserved for bookings that are not approved yet */
  readonly awaitingApproval: Money;
  /** Spent on booked trips */
  readonly committed: Money;
  /** What may still be reserved: the limit less what is reserved and committed */
  readonly remaining: Money;
  /** `reserved` plus `committed`, in percent of `limit` */
  readonly usedPercent: number;
  /** Warning thresholds in percent of the limit */
  readonly thresholds: readonly number[];
  /** Thresholds that are reached, and since when */
  readonly reachedThresholds: readonly ReachedThreshold[];
  /** `userId` of the owner of the cost centre */
  readonly ownerId: string | null;
  /** Name of `ownerId`; null if there is no employee record */
  readonly ownerName?: string | null;
}

/** A warning threshold that is reached; it stays reached until use has fallen five percentage points below it. */
export interface ReachedThreshold {
  /** Percent of the limit */
  readonly percent: number;
  /** When use reached it */
  readonly reachedAt: string;
}

/** The limit of a budget and the thresholds at which to warn. */
export interface BudgetRequest {
  /** What may be spent in the period; its currency is the budget's */
  readonly limit: MoneyInput;
  /** Warning thresholds in percent of the limit, ascending; unchanged if left out */
  readonly thresholds?: readonly number[] | null;
  /**
   * `userId` of the owner of the cost centre, who approves charges by people who may not charge it by themselves;
   * unchanged if left out, null for none
   */
  readonly ownerId?: string | null;
}

/** The file as a text, where a client sends nothing but JSON; the body may then have 256 kB. */
export interface FileRequest {
  /** The file: a header line, and a line for each person */
  readonly csv: string;
}

/** What becomes of active employees who are not in the file. */
export type MissingPeople = Open<"keep" | "deactivate">;

/** What becomes of a new person for whose address the user pool has no account yet. */
export type UnknownAccounts = Open<"refuse" | "create">;

/** An import of people: what its file would change, and how far that is done. */
export interface EmployeeImport {
  /** Id of the import, as paths name it */
  readonly importId: string;
  /** How far it is */
  readonly status: ImportStatus;
  /** `userId` of the travel manager who sent the file */
  readonly requestedBy: string;
  /** How the file was to be read */
  readonly options: ImportOptions;
  /** How many rows do what, as previewed */
  readonly counts: ImportCounts;
  /** What has become of the rows so far */
  readonly progress: ImportProgress;
  /** Active employees when it was previewed */
  readonly activeEmployees: number;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** When it is forgotten, with everything that it held */
  readonly expiresAt: string;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** Why it was stopped */
  readonly reason: string | null;
  /** Name of `requestedBy`; null if there is no employee record */
  readonly requestedByName?: string | null;
}

/** How far an import is. */
export type ImportStatus = Open<"previewed" | "applying" | "applied" | "stopped">;

/** How a file is to be taken. */
export interface ImportOptions {
  /** What becomes of active employees who are not in the file */
  readonly missing: MissingPeople;
  /** What becomes of new people for whose address there is no account */
  readonly accounts: UnknownAccounts;
}

/** How many rows do what; `deactivate` counts people who are not in the file as well. */
export interface ImportCounts {
  /** Rows with errors, which change nothing */
  readonly error: number;
  /** Rows that make a new record */
  readonly create: number;
  /** Rows that change a record */
  readonly change: number;
  /** People who are deactivated */
  readonly deactivate: number;
  /** Rows that are as the record already is */
  readonly unchanged: number;
}

/** What has become of the rows so far; `remaining` are still to be written. */
export interface ImportProgress {
  /** Rows that are still to be written */
  readonly remaining: number;
  /** Rows that were written */
  readonly applied: number;
  /** Rows whose record changed after the preview */
  readonly conflict: number;
  /** Rows that a rule forbade when they were applied */
  readonly refused: number;
}

/** What a row does. */
export type RowAction = Open<"error" | "create" | "change" | "deactivate" | "unchanged">;

/** What became of a row when the import was applied. */
export type RowOutcome = Open<"applied" | "conflict" | "refused">;

/** A row of an import: what it does, or what is wrong with it; and, once applied, what became of it. */
export interface ImportRow {
  /** Line of the file; null for who is not in it */
  readonly row: number | null;
  /** What it does */
  readonly action: RowAction;
  /** Id of the person, the same wherever they are named */
  readonly userId: string | null;
  /** Address of the person, where the row names one */
  readonly email: string | null;
  /** Columns whose values change */
  readonly changes: readonly string[];
  /** Everything that is wrong with it */
  readonly errors: readonly RowError[];
  /** What became of it; null until it is applied, or where it does nothing */
  readonly outcome: RowOutcome | null;
  /** Why it was not applied */
  readonly reason: string | null;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** What is wrong with a line: the column, unless it is the line as a whole, and what to write instead. */
export interface RowError {
  /** Name of the column; null: the line as a whole */
  readonly column: string | null;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
}

/** Apply an import as it was previewed. */
export interface ApplicationRequest {
  /** Apply the other rows although some have errors; else mend the file first; by default `false` */
  readonly skipErrors?: boolean;
  /** How many people are deactivated, as previewed: required when they are more than 10 % of the active employees */
  readonly confirmDeactivations?: number | null;
}

/** By what spend is grouped. */
export type SpendGrouping = "month" | "costCentre" | "traveller" | "route" | "carrier";

/** What was spent in one group, in one currency; a group has one such entry for each. */
export interface SpendFigures {
  /**
   * What the figures are of, by `groupBy`: a month, a cost centre, a traveller's `userId` (`(guests)` for all who have
   * no account, `(erased)` for those who were erased), a route by its two ends in alphabetical order, both directions
   * together, or a carrier by its IATA designator or a railway by its name
   */
  readonly group: string;
  /** `userId` of the traveller whose figures they are; null where they are of anything else */
  readonly travellerId: string | null;
  /** Bookings that were bought, cancelled ones included */
  readonly bookings: number;
  /** Bookings of which everything was cancelled */
  readonly cancelledBookings: number;
  /** Prices of what was bought */
  readonly gross: Money;
  /** Money that came back for what was cancelled */
  readonly refunded: Money;
  /** Kept by suppliers of what was cancelled */
  readonly fees: Money;
  /** Granted as travel credits for what was cancelled */
  readonly credited: Money;
  /** Of flights and trains that were not cancelled */
  readonly co2Grams: number;
  /** Travellers on slices, or on segments by carrier, not cancelled; by route and carrier */
  readonly journeys: number | null;
  /** Of all bookings together; null by route and carrier */
  readonly travellers: number | null;
  /** Paid by travel credits instead of money; null by route and carrier */
  readonly paidByCredit: Money | null;
  /** `gross` less `refunded` and `paidByCredit`, as budgets have it; null as above */
  readonly net: Money | null;
  /** `gross` by kind; null by route and carrier */
  readonly byKind: SpendByKind | null;
  /** Name of `travellerId`; null if there is no employee record */
  readonly travellerName?: string | null;
}

/** What was bought, by kind; refunds are not taken off. */
export interface SpendByKind {
  /** Fares of airlines */
  readonly flights: Money;
  /** Fares of railways */
  readonly rail: Money;
  /** Hotel stays */
  readonly stays: Money;
  /** Rental cars */
  readonly cars: Money;
}

/** By what compliance is grouped. */
export type ComplianceGrouping = "month" | "costCentre" | "traveller";

/** How one group kept to the travel policy, in one currency; a group has one such entry for each. */
export interface ComplianceFigures {
  /**
   * What the figures are of, by `groupBy`: a month, a cost centre, a traveller's `userId` (`(guests)` for all who have
   * no account, `(erased)` for those who were erased), a route by its two ends in alphabetical order, both directions
   * together, or a carrier by its IATA designator or a railway by its name
   */
  readonly group: string;
  /** `userId` of the traveller whose figures they are; null where they are of anything else */
  readonly travellerId: string | null;
  /** Bookings that were bought */
  readonly bookings: number;
  /** Of these, what needed nobody's approval */
  readonly withinPolicy: number;
  /** Of these, what somebody approved, or did not object to, against the policy */
  readonly approvedExceptions: number;
  /** Requests that were declined; they are none of `bookings` */
  readonly declined: number;
  /** Days from the purchase to the first day of the trip; null without any */
  readonly averageLeadDays: number | null;
  /** Bookings for which an option within the policy was offered */
  readonly comparedBookings: number;
  /** By how much these cost more than the cheapest such option */
  readonly missedSavings: Money;
  /** Name of `travellerId`; null if there is no employee record */
  readonly travellerName?: string | null;
}

/** An employee record; after erasure, only the place in the management chain remains. */
export interface Employee {
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** Full name; `Erased` after an erasure */
  readonly name: string;
  /** Address by which colleagues find and share with the person; null after an erasure */
  readonly email: string | null;
  /** The manager, by their id; null at the top of the management chain */
  readonly managerId: string | null;
  /** Rank in the company, 1 to 20, as the company counts it */
  readonly grade: number;
  /** Code of the cost centre */
  readonly costCentre: string | null;
  /** Who decides approvals in the person's place, and when; null: nobody */
  readonly delegate: Delegation | null;
  /** False once the person has left: they can sign in, and do nothing but read their own data */
  readonly active: boolean;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** When it was created */
  readonly createdAt: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Cost centres that the employee may charge beside their own */
  readonly chargeableCostCentres: readonly string[];
  /** Group whose rules of the travel policy hold; null for none */
  readonly policyGroup: string | null;
  /** True once the person's data has been erased */
  readonly erased: boolean;
  /** Name of `managerId`; null if there is no employee record */
  readonly managerName?: string | null;
  /** Name of `delegate.delegateId`; null if there is no employee record */
  readonly delegateName?: string | null;
}

/** A delegate who approves while the employee is absent, from `from` to `until`, both inclusive (UTC). */
export interface Delegation {
  /** The person's id: the `sub` of their first account in the user pool, which stays when that changes */
  readonly delegateId: string;
  /** First day on which the delegate decides (ISO 8601) */
  readonly from: string;
  /** Last day on which the delegate decides (ISO 8601) */
  readonly until: string;
}

/** A delegate who approves while the employee is absent, from `from` to `until`, both inclusive (UTC). */
export interface DelegationInput {
  /** The person's id: the `sub` of their first account in the user pool, which stays when that changes */
  readonly delegateId: string;
  /** First day on which the delegate decides (ISO 8601) */
  readonly from: string;
  /** Last day on which the delegate decides (ISO 8601) */
  readonly until: string;
}

/** An employee record as a travel manager writes it. */
export interface EmployeeDetails {
  /** Name by which the person is shown */
  readonly name: string;
  /** Address by which colleagues find and share with the person; null: none */
  readonly email?: string | null;
  /** `userId` of the manager; null at the top of the company */
  readonly managerId?: string | null;
  /** Rank in the company, 1 to 20, as the company counts it; by default `1` */
  readonly grade?: number;
  /** Default cost centre of the employee's trips */
  readonly costCentre?: string | null;
  /** Who decides approvals in the person's place, and when; null: nobody */
  readonly delegate?: DelegationInput | null;
  /** False for a deactivated employee, who gets no approval requests; by default `true` */
  readonly active?: boolean;
  /** Cost centres that the employee may charge beside their own */
  readonly chargeableCostCentres?: readonly string[];
  /** Group whose rules of the travel policy hold; null for none */
  readonly policyGroup?: string | null;
}

/** A merge patch of an employee record (RFC 7396): null removes a field, fields left out stay unchanged. */
export interface EmployeePatch {
  /** Name by which the person is shown */
  readonly name?: string;
  /** Address by which colleagues find and share with the person */
  readonly email?: string | null;
  /** The person's id: the `sub` of their first account in the user pool, which stays when that changes */
  readonly managerId?: string | null;
  /** Rank in the company, 1 to 20, as the company counts it */
  readonly grade?: number;
  /** Cost centre that the person's trips are charged to */
  readonly costCentre?: string | null;
  /** Who decides approvals in the person's place, and when */
  readonly delegate?: DelegationInput | null;
  /** False once the person has left */
  readonly active?: boolean;
  /** Cost centres that the employee may charge beside their own */
  readonly chargeableCostCentres?: readonly string[];
  /** A group of employees that rules of the travel policy may name */
  readonly policyGroup?: string | null;
}

/** Somebody of the company: what is needed to name them, and nothing else. */
export interface Colleague {
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** Name by the employee records */
  readonly name: string;
  /** Null if there is none in the employee record */
  readonly email: string | null;
}

/** A booking whose compensation has failed: `compensation_required` until it succeeds, then its final status. */
export interface Compensation {
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** Who requested the booking, by their id */
  readonly requesterId: string;
  /** `compensation_required`, or what it ends in once compensation has succeeded */
  readonly status: BookingStatus;
  /** Since when compensation has been failing */
  readonly waitingSince: string;
  /** Attempts to compensate the booking as a whole */
  readonly attempts: number;
  /** Next automatic retry; null if nothing is left to compensate */
  readonly nextAttemptAt: string | null;
  /** Why the booking failed */
  readonly failure: Failure | null;
  /** What is still to be released or cancelled */
  readonly pendingCompensations: readonly PendingCompensation[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
}

/** A hold not yet released, or an order not yet cancelled, with the ids to ask its supplier about. */
export interface PendingCompensation {
  /** `hold` or `order` */
  readonly kind: string;
  /** The idempotency key under which it was made */
  readonly idempotencyKey: string;
  /** Null if the supplier never answered */
  readonly supplier: string | null;
  /** The supplier's id; null if unknown */
  readonly supplierReferenceId: string | null;
  /** Name of the last error */
  readonly error: string;
  /** How often it was tried */
  readonly attempts: number;
  /** When it first failed */
  readonly firstFailedAt: string;
  /** When it last failed */
  readonly lastFailedAt: string;
}

/** A webhook subscription: the event types, and the URL that receives them. */
export interface WebhookRequest {
  /** URL of the receiver: https, a public host, port 443 or 8443 */
  readonly url: string;
  /** Event types (`booking.booked`), groups of them (`booking.*`), or `*` for all */
  readonly eventTypes: readonly ("*" | "booking.*" | "document.*" | "budget.*" | "policy_document.*" | "geofence.*" | "trip.*" | "webhook.*" | "booking.requested" | "booking.policy_retrieved" | "booking.options_planned" | "booking.options_evaluated" | "booking.awaiting_selection" | "booking.selected" | "booking.held" | "booking.sold_out" | "booking.price_changed" | "booking.awaiting_approval" | "booking.approval_step_decided" | "booking.approval_reminded" | "booking.approval_escalated" | "booking.approval_reassigned" | "booking.approval_blocked" | "booking.approval_unblocked" | "booking.approval_expired" | "booking.approvers_notified" | "booking.approved" | "booking.approval_declined" | "booking.sent_back" | "booking.recalled" | "booking.reopened" | "booking.awaiting_revision" | "booking.revised" | "booking.message_answered" | "booking.approval_voided" | "booking.cancel_requested" | "booking.repriced" | "booking.ordered" | "booking.booked" | "booking.delayed" | "booking.resumed" | "booking.changing" | "booking.changed" | "booking.change_waiting" | "booking.change_abandoned" | "booking.supplier_changed" | "booking.supplier_change_accepted" | "booking.supplier_change_declined" | "booking.supplier_notice_dismissed" | "booking.compensating" | "booking.declined" | "booking.expired" | "booking.cancelled" | "booking.failed" | "booking.compensation_required" | "booking.compensation_redriven" | "booking.anonymised" | "document.expiring" | "budget.threshold_reached" | "policy_document.parsed" | "policy_document.failed" | "geofence.entered" | "geofence.dwelt" | "geofence.exited" | "geofence.corrected" | "trip.warning_raised" | "trip.warning_ended" | "trip.warning_withdrawn" | "webhook.disabled")[];
  /** What the subscription is for, for people; by default `` */
  readonly description?: string;
  /** False: nothing is delivered until it is true again; by default `true` */
  readonly enabled?: boolean;
}

/** A new webhook with its signing secret, which is shown only here. */
export interface NewWebhook {
  /** The subscription */
  readonly webhook: WebhookView;
  /** The signing secret; keep it where only the receiver can read it */
  readonly secret: string;
}

/** A webhook subscription and its delivery status. */
export interface WebhookView {
  /** Id of the subscription */
  readonly webhookId: string;
  /** Address that receives the events */
  readonly url: string;
  /** Types of events that are delivered; `*` stands for all */
  readonly eventTypes: readonly string[];
  /** What the subscription is for, for people */
  readonly description: string;
  /** Whether events are delivered */
  readonly enabled: boolean;
  /** Why delivery stopped: the receiver answered 410 (`gone`), or failed for three days (`failing`) */
  readonly disabledReason: DisabledReason | null;
  /** Failed attempts since the last successful one */
  readonly failures: number;
  /** Since when no delivery has succeeded; null while they do */
  readonly failingSince: string | null;
  /** When it was created */
  readonly createdAt: string;
  /** Who made it, by their id */
  readonly createdBy: string;
  /** When it last changed */
  readonly updatedAt: string;
  /** Name of `createdBy`; null if there is no employee record */
  readonly createdByName?: string | null;
}

/** Why delivery to a webhook stopped. */
export type DisabledReason = Open<"gone" | "failing">;

/** The new signing secret, which is shown only here. */
export interface NewSecret {
  /** The signing secret; keep it where only the receiver can read it */
  readonly secret: string;
  /** Until then every message carries signatures by both secrets */
  readonly previousSecretSignsUntil: string;
}

/** The delivery of one event to one webhook. */
export interface DeliveryView {
  /** The event's id; the receiver gets it as `webhook-id` */
  readonly eventId: string;
  /** Type of the event that is delivered */
  readonly eventType: string;
  /** Whether it arrived */
  readonly status: DeliveryStatus;
  /** How often it was tried */
  readonly attempts: number;
  /** When it was created */
  readonly createdAt: string;
  /** When it is tried next; null if it is not tried again */
  readonly nextAttemptAt: string | null;
  /** The last attempt; null if there was none yet */
  readonly lastAttempt: Attempt | null;
}

/** Status of a delivery: `pending` until the next attempt, `delivered`, or `failed` after the last retry. */
export type DeliveryStatus = Open<"pending" | "delivered" | "failed">;

/**
 * A delivery attempt: the receiver's status code, or the error if it did not answer. The response's body is never read.
 */
export interface Attempt {
  /** When it was sent */
  readonly at: string;
  /** How long the receiver took, in milliseconds */
  readonly durationMilliseconds: number;
  /** Status of the receiver's response; null if it did not answer */
  readonly statusCode: number | null;
  /** Why there was no response; null if there was one */
  readonly error: string | null;
}

/** The signed-in user. */
export interface MeView {
  /** The user's id: the `sub` of their first account in the user pool */
  readonly userId: string;
  /** Address by which you sign in */
  readonly email: string;
  /** Name by the user pool */
  readonly name: string;
  /** What you may do, by the groups of the user pool */
  readonly roles: readonly Role[];
  /** Permissions of the roles, as `resource:action` */
  readonly permissions: readonly string[];
}

/** A role: a group of the user pool; but for `SYSTEM`, which programs have and no group gives. */
export type Role = Open<"traveller" | "approver" | "travel-desk" | "travel-manager" | "system" | "operator">;

/** The health of the service, at most ten seconds old. */
export interface HealthView {
  /** `ok` if every dependency answers */
  readonly status: "ok" | "degraded";
  /** Stage that answers, such as `prod` */
  readonly stage: string;
  /** Release that answers */
  readonly version: string;
  /** Systems that it depends on, by name */
  readonly dependencies: Readonly<Record<string, Dependency>>;
}

/** A system that the service depends on. */
export interface Dependency {
  /** Whether it answers */
  readonly status: "ok" | "failing";
  /** Milliseconds until it answered or timed out */
  readonly latencyMilliseconds: number;
}

/** Everything that can happen to a booking. */
export type EventType = Open<"booking.requested" | "booking.policy_retrieved" | "booking.options_planned" | "booking.options_evaluated" | "booking.awaiting_selection" | "booking.selected" | "booking.held" | "booking.sold_out" | "booking.price_changed" | "booking.awaiting_approval" | "booking.approval_step_decided" | "booking.approval_reminded" | "booking.approval_escalated" | "booking.approval_reassigned" | "booking.approval_blocked" | "booking.approval_unblocked" | "booking.approval_expired" | "booking.approvers_notified" | "booking.approved" | "booking.approval_declined" | "booking.sent_back" | "booking.recalled" | "booking.reopened" | "booking.awaiting_revision" | "booking.revised" | "booking.message_answered" | "booking.approval_voided" | "booking.cancel_requested" | "booking.repriced" | "booking.ordered" | "booking.booked" | "booking.delayed" | "booking.resumed" | "booking.changing" | "booking.changed" | "booking.change_waiting" | "booking.change_abandoned" | "booking.supplier_changed" | "booking.supplier_change_accepted" | "booking.supplier_change_declined" | "booking.supplier_notice_dismissed" | "booking.compensating" | "booking.declined" | "booking.expired" | "booking.cancelled" | "booking.failed" | "booking.compensation_required" | "booking.compensation_redriven" | "booking.anonymised">;

/** A document that is about to expire; without its name, or its owner's. */
export interface ExpiryNotice {
  /** Id of the document, as paths name it */
  readonly documentId: string;
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** What kind of document it is */
  readonly kind: DocumentKind;
  /** Last day on which it is good */
  readonly expiresOn: string;
  /** How many days before that the reminder was due */
  readonly daysBefore: number;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** A budget that has reached a threshold. */
export interface BudgetReached {
  /** Code of the cost centre */
  readonly costCentre: string;
  /** Year or month that the budget is for */
  readonly period: string;
  /** The threshold */
  readonly percent: number;
  /** When it was reached */
  readonly reachedAt: string;
  /** What may be spent in the period */
  readonly limit: Money;
  /** Kept for bookings that are not bought yet */
  readonly reserved: Money;
  /** Spent on what is bought */
  readonly committed: Money;
  /** `limit` less `reserved` and `committed` */
  readonly remaining: Money;
  /** Share of the limit that is reserved or committed */
  readonly usedPercent: number;
}

/** How parsing a version of a policy document ended. */
export interface PolicyDocumentNotice {
  /** Id of the document, as paths name it */
  readonly documentId: string;
  /** Title of the document */
  readonly title: string;
  /** Number of this version: every change raises it by one */
  readonly version: number;
  /** `parsed` or `failed` */
  readonly status: PolicyDocumentStatus;
  /** Pages that it has; null where its format has none */
  readonly pages: number | null;
  /** Sections that were found */
  readonly sections: number;
  /** Why it could not be parsed; null if it was */
  readonly failure: ParsingFailure | null;
}

/** One thing that happened on the way; `event_id` is the same wherever the event is read. */
export interface TrackingEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** `userId` of the traveller */
  readonly userId: string;
  /** What happened */
  readonly type: TrackingEventType;
  /** When it happened, by the positions that it follows from */
  readonly at: string;
  /** When it was found: later where positions came late */
  readonly recordedAt: string;
  /** The trip that it belongs to, if it is about one */
  readonly tripId: string | null;
  /** What it is about: the fence, or the warning */
  readonly data: Readonly<Record<string, unknown>>;
  /** About a geofence of the traveller's own, of which nobody else learns */
  readonly private: boolean;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** Everything that is published of a traveller on the move. */
export type TrackingEventType = Open<"geofence.entered" | "geofence.dwelt" | "geofence.exited" | "geofence.corrected" | "trip.warning_raised" | "trip.warning_ended" | "trip.warning_withdrawn">;

/** Delivery to a webhook has stopped, until somebody enables it. */
export interface DisabledNotice {
  /** Id of the webhook, as paths name it */
  readonly webhookId: string;
  /** Why it stopped */
  readonly reason: DisabledReason;
}

/** A message that tries whether a receiver is there. */
export interface PingNotice {
  /** Id of the webhook, as paths name it */
  readonly webhookId: string;
}

/** What was requested. */
export interface RequestedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Name of the trip, by where it leads */
  readonly name: string;
  /** Its first day, where it starts */
  readonly startsOn: string;
  /** Its last day, where it ends */
  readonly endsOn: string;
}

/** What of the travel policy and its documents concerns the trip. */
export interface PolicyRetrievedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** Sections of policy documents that concern the trip; absent without any */
  readonly sections?: readonly SectionPlace[];
}

/** Where a section of a policy document stands. */
export interface SectionPlace {
  /** Id of the policy document */
  readonly documentId: string;
  /** Version of the document */
  readonly version: number;
  /** Place of the section in the document, from 0 */
  readonly position: number;
}

/** How the search went. */
export interface OptionsPlannedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** How many options were found */
  readonly options: number;
  /** How often options were searched for */
  readonly round: number;
  /** What the cheapest costs */
  readonly cheapest: Money;
  /** Whether they are surely the best; false if there were too many to try */
  readonly exact: boolean;
}

/** What the travel policy says of each option. */
export interface OptionsEvaluatedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** The verdict on each option, by its id */
  readonly verdicts: Readonly<Record<string, Outcome | null>>;
}

/** What there is to select from. */
export interface AwaitingSelectionData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Ids of the options, the best first */
  readonly options: readonly string[];
  /** Until when one may be selected */
  readonly deadline: string;
}

/** What was selected. */
export interface SelectedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** Id of the option that is selected */
  readonly optionId: string;
  /** What all components cost together, taxes included */
  readonly price: Money;
  /** What travel credits pay of it; absent if none is used */
  readonly credit?: Money;
  /** Id of the booking whose place this one takes; absent if it takes none's */
  readonly replacesBookingId?: string;
}

/** At which price it goes on, and what the travel policy says of it. */
export interface TermsData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What all components cost together, taxes included */
  readonly price: Money;
  /** The verdict at this price */
  readonly verdict: Outcome;
  /** The price that was approved, where a lower one is paid */
  readonly approvedPrice?: Money;
}

/** Why options are searched again. */
export interface PlannedAgainData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** Why, in a sentence for people; its wording may change */
  readonly reason: string;
  /** Id of the option that cannot be had as it was selected */
  readonly optionId: string | null;
  /** How often options were searched for */
  readonly round: number;
}

/** What is to be approved, by whom and until when. */
export interface AwaitingApprovalData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What all components cost together, taxes included */
  readonly price: Money;
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Until when somebody has to answer */
  readonly deadline: string;
  /** Which kind of approval the travel policy asks for */
  readonly kind: ApprovalKind;
  /** Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`) */
  readonly approvers: readonly string[];
  /** Names of `approvers`, in the same order; null for a pool and where there is no employee record */
  readonly approverNames?: readonly (string | null)[];
}

/** What one of several approvers decided, and who is asked next. */
export interface ApprovalStepDecidedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Level of the approval chain that was decided, from 1 */
  readonly level: number;
  /** What the approver decided */
  readonly decision: "approved" | "declined";
  /** Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`) */
  readonly approvers: readonly string[];
  /** Names of `approvers`, in the same order; null for a pool and where there is no employee record */
  readonly approverNames?: readonly (string | null)[];
}

/** Who was reminded. */
export interface ApprovalRemindedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`) */
  readonly reminded: readonly string[];
  /** Until when somebody has to answer */
  readonly deadline: string;
  /** Names of `reminded`, in the same order; null for a pool and where there is no employee record */
  readonly remindedNames?: readonly (string | null)[];
}

/** Who is asked now, in the place of whom. */
export interface ApproversChangedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Who is asked no more, as in `approvers` */
  readonly previousApprovers: readonly string[];
  /** Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`) */
  readonly approvers: readonly string[];
  /** Until when somebody has to answer */
  readonly deadline: string;
  /** Why, in a sentence for people; its wording may change */
  readonly reason?: string;
  /** Names of `approvers`, in the same order; null for a pool and where there is no employee record */
  readonly approverNames?: readonly (string | null)[];
  /** Names of `previousApprovers`, in the same order; null for a pool and where there is no employee record */
  readonly previousApproverNames?: readonly (string | null)[];
}

/** Why nobody can decide. */
export interface ApprovalBlockedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`) */
  readonly approvers: readonly string[];
  /** Why nobody can decide */
  readonly reason: BlockReason;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
  /** Names of `approvers`, in the same order; null for a pool and where there is no employee record */
  readonly approverNames?: readonly (string | null)[];
}

/** Who can decide again. */
export interface ApprovalUnblockedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`) */
  readonly approvers: readonly string[];
  /** Names of `approvers`, in the same order; null for a pool and where there is no employee record */
  readonly approverNames?: readonly (string | null)[];
}

/** What became of an approval request on which nobody decided. */
export interface ApprovalExpiredData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** Which kind of approval was asked */
  readonly kind: ApprovalKind;
  /** Whether silence means approval, as the travel policy has it */
  readonly approved: boolean;
}

/** Who was notified of what is bought without asking them. */
export interface ApproversNotifiedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** What all components cost together, taxes included */
  readonly price: Money;
  /** Who was notified, by `userId` or the name of a pool */
  readonly notified: readonly string[];
}

/** What was decided on. */
export interface ApprovalDecidedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
}

/** What was returned to be revised. */
export interface ReturnedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Version of the travel policy by which it was judged */
  readonly policyVersion?: number;
  /** Numbers of the clauses that the verdicts rest on */
  readonly clauses?: readonly string[];
  /** These clauses in their own words, as far as there is room; absent without any */
  readonly citedClauses?: readonly CitedClause[];
  /** Number of the revision, from 1 */
  readonly revision: number;
  /** What was to be approved: `approvalRequest.hash` of the booking */
  readonly hash: string;
  /** What all components cost together, taxes included */
  readonly price: Money;
}

/** Until when it can be revised. */
export interface ReopenedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Number of the revision, from 1 */
  readonly revision: number;
  /** Until when somebody has to answer */
  readonly deadline: string;
}

/** Until when it can be revised. */
export interface AwaitingRevisionData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Until when somebody has to answer */
  readonly deadline: string;
}

/** What was revised: after it was returned (`revision`), or while it waited for a selection (`round`). */
export interface RevisedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** What changed in the trip request */
  readonly changes: readonly ChangedField[];
  /** Number of the revision, from 1 */
  readonly revision?: number;
  /** How often options were searched for */
  readonly round?: number;
}

/** A field of the trip request that was changed; of free text no more than where it stands. */
export interface ChangedField {
  /** JSON pointer (RFC 6901) into the trip request */
  readonly pointer: string;
  /** Value before; null if there was none */
  readonly before?: unknown;
  /** Value after; null if it was removed */
  readonly after?: unknown;
}

/** What became of a message; its words are in the conversation. */
export interface MessageAnsweredData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Number of the turn, as in `GET /v1/bookings/{bookingId}/messages` */
  readonly turn: number;
  /** What became of the message */
  readonly outcome: TurnOutcome;
}

/** Nothing beside who acted: the event says it all by its type. */
export interface EventData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
}

/** What was bought. */
export interface OrderedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** How many components were bought */
  readonly orders: number;
  /** What the suppliers charged, all components together */
  readonly price: Money;
}

/** The trip that was booked. */
export interface BookedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Id of the trip, as paths name it */
  readonly tripId: string;
  /** What all components cost together, taxes included */
  readonly price: Money;
}

/** What is waited for, and for how long. */
export interface DelayedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** The step of the workflow that is tried again */
  readonly step: string;
  /** For programs: why, as `failure.code` */
  readonly code: string;
  /** Until when it is tried again */
  readonly until: string;
}

/** By which execution it goes on. */
export interface ResumedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Number of the workflow's execution, from 1 */
  readonly execution: number;
}

/** The change that was confirmed. */
export interface ChangingData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Id of the quote that was confirmed */
  readonly quoteId: string;
  /** Which kind of change */
  readonly reason: AmendmentKind;
  /** Ids of the parts that are to be cancelled */
  readonly parts: readonly string[];
  /** What the suppliers keep */
  readonly fee: Money;
  /** What they pay back */
  readonly refund: Money;
  /** What they give as travel credits */
  readonly credit: Money;
  /** Id of the booking that takes this one's place; absent if none does */
  readonly replacementBookingId?: string;
}

/** What came of a change, as its receipt says. */
export interface ReceiptData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Id of the receipt that says what came of each part */
  readonly receiptId: string;
  /** Which kind of change */
  readonly reason: AmendmentKind;
  /** Ids of the parts that were cancelled */
  readonly cancelled: readonly string[];
  /** Ids of the parts that stay booked nevertheless */
  readonly kept: readonly string[];
  /** What the suppliers kept */
  readonly fee: Money;
  /** What they paid back */
  readonly refund: Money;
}

/** Why a change waits or was given up: the booking that was to take this one's place. */
export interface ReplacementData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Id of the booking that takes this one's place */
  readonly replacementBookingId: string;
  /** Status of that booking */
  readonly status: BookingStatus;
}

/** What a supplier changed. */
export interface SupplierChangedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Id of the change, by which it is answered */
  readonly changeId: string;
  /** What the supplier's notice says happened */
  readonly kind: string;
  /** Id of the part, as `parts` of the booking name it */
  readonly partId: string;
  /** Times of its segments before */
  readonly before: readonly SegmentTimes[];
  /** Times of its segments now; none if cancelled */
  readonly after: readonly SegmentTimes[];
  /** Until when to answer; null if there is nothing to */
  readonly respondBy: string | null;
  /** Connections that are missed by it */
  readonly conflicts: readonly MissedSlice[];
  /** What the travel policy says of the new times */
  readonly verdict: Outcome | null;
}

/** Which change of a supplier was answered. */
export interface SupplierChangeAnsweredData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Id of the supplier's change */
  readonly changeId: string;
  /** Id of the part, as `parts` of the booking name it */
  readonly partId: string;
}

/** Which notice of a supplier was dismissed. */
export interface NoticeDismissedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** The supplier's own id of its notice */
  readonly noticeId: string;
  /** Id of the part, as `parts` of the booking name it */
  readonly partId: string;
  /** Why nobody acted on it unseen */
  readonly doubts: readonly Doubt[];
}

/** How the booking ends once everything is taken back. */
export interface CompensatingData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** Status in which it will end */
  readonly ending: Ending;
  /** For programs: why, as `failure.code` */
  readonly code?: string;
  /** Why, in a sentence for people; its wording may change */
  readonly reason?: string;
}

/** How a booking that is not bought ends; each is the status of the same name. */
export type Ending = Open<"declined" | "expired" | "cancelled" | "failed">;

/** Why it ended. */
export interface EndedData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** For programs: why, as `failure.code` */
  readonly code?: string;
  /** Why, in a sentence for people; its wording may change */
  readonly reason?: string;
}

/** Why it was cancelled before it was bought; or, of a trip that was booked, what came of it. */
export interface CancelledData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** For programs: why, as `failure.code` */
  readonly code?: string;
  /** Why, in a sentence for people; its wording may change */
  readonly reason?: string;
  /** Id of the receipt; absent if nothing had been bought */
  readonly receiptId?: string;
  /** Ids of the parts that were cancelled */
  readonly cancelled?: readonly string[];
  /** Ids of the parts that stay booked nevertheless */
  readonly kept?: readonly string[];
  /** What the suppliers kept */
  readonly fee?: Money;
  /** What they paid back */
  readonly refund?: Money;
}

/** What could not be taken back. */
export interface CompensationRequiredData {
  /** `travel_desk` if a person of the travel desk acted for the parties; else absent */
  readonly actorRole?: "travel_desk";
  /** How often it was tried */
  readonly attempts: number;
  /** What is left */
  readonly pendingCompensations: readonly LeftToCompensate[];
}

/** A hold or an order that is not taken back yet. */
export interface LeftToCompensate {
  /** Whether a hold is to be released, or an order cancelled */
  readonly kind: "hold" | "order";
  /** Idempotency key under which the supplier knows it */
  readonly key: string;
  /** Why it failed the last time */
  readonly error: string;
}

/** Problem details (RFC 9457). */
export interface Problem {
  /** URI of the kind of problem; stable */
  readonly type: string;
  /** What went wrong, the same for every problem of the `type` */
  readonly title: string;
  /** HTTP status of the answer */
  readonly status: number;
  /** What went wrong in this request, in a sentence */
  readonly detail: string;
  /** What to do about it, the same for every problem of the `type` */
  readonly remedy?: string;
  /** The path of the request; may be absent if the gateway answers */
  readonly instance?: string;
  /** The request's id in the logs */
  readonly requestId: string;
  /** Every field of the input that is wrong; absent otherwise */
  readonly errors?: readonly FieldProblem[];
  /** What has to be answered before the request can be understood; absent otherwise */
  readonly questions?: readonly Question[];
  /** The scope that the token of a program lacks; absent if it lacks none */
  readonly scope?: string;
}

/** An error in one field of the input. */
export interface FieldProblem {
  /** JSON pointer (RFC 6901) into the body, or `/` and the query parameter's name */
  readonly pointer: string;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
}

/** A question about an ambiguous request, with the possible answers. */
export interface Question {
  /** Answer it in `answers` under this name */
  readonly field: string;
  /** The question, for people */
  readonly question: string;
  /** Possible answers */
  readonly choices: readonly QuestionChoice[];
}

/** One possible answer to a question. */
export interface QuestionChoice {
  /** Send this as the answer */
  readonly code: string;
  /** The choice in words, for people */
  readonly label: string;
}

/** A track as GeoJSON (RFC 7946), a feature for each of its stretches. */
export interface TrackCollection {
  /** Always `FeatureCollection`, which sets it apart from its alternatives */
  readonly type: "FeatureCollection";
  /** Stretches of the track, in order of time */
  readonly features: readonly StretchFeature[];
  /** Null on the last page */
  readonly nextCursor: string | null;
}

/** A stretch of a track: a line, cut where it crosses the antimeridian, or a point. */
export interface StretchFeature {
  /** Always `Feature`, which sets it apart from its alternatives */
  readonly type: "Feature";
  /** Line or point of the stretch */
  readonly geometry: StretchGeometry;
  /** Device and times of the stretch */
  readonly properties: StretchProperties;
  /** West, south, east, north in degrees; west is greater than east across the antimeridian */
  readonly bbox: readonly [number, number, number, number];
}

/** One place. */
export interface PointGeometry {
  /** Always `Point`, which sets it apart from its alternatives */
  readonly type: "Point";
  /** Longitude and latitude in WGS 84 degrees */
  readonly coordinates: readonly [number, number];
}

/** A track that does not cross the antimeridian. */
export interface PathGeometry {
  /** Always `LineString`, which sets it apart from its alternatives */
  readonly type: "LineString";
  /** Positions as GeoJSON has them: longitude, latitude */
  readonly coordinates: readonly (readonly [number, number])[];
}

/** A track that is cut at the antimeridian. */
export interface CutPathGeometry {
  /** Always `MultiLineString`, which sets it apart from its alternatives */
  readonly type: "MultiLineString";
  /** Lines on either side of the antimeridian, each of positions: longitude, latitude */
  readonly coordinates: readonly (readonly (readonly [number, number])[])[];
}

/** Of which device a stretch is, and when it was at each position. */
export interface StretchProperties {
  /** Id of the tracking device, as paths name it */
  readonly deviceId: string;
  /** First position of the stretch */
  readonly beganAt: string;
  /** Last position of the stretch */
  readonly endedAt: string;
  /** What belongs to each of the coordinates, in their order */
  readonly coordinateProperties: CoordinateProperties;
}

/** What is known of each position of a track. */
export interface CoordinateProperties {
  /** When it was at each position; for a MultiLineString, a list for each of its lists */
  readonly times: readonly (string | readonly string[])[];
}

/** A track as encoded polylines, one for each of its stretches. */
export interface EncodedTrack {
  /** Digits after the point */
  readonly precision: 5 | 6;
  /** Stretches of the track, in order of time */
  readonly stretches: readonly EncodedStretch[];
  /** Null on the last page */
  readonly nextCursor: string | null;
}

/** A stretch of a track as an encoded polyline. */
export interface EncodedStretch {
  /** Id of the tracking device, as paths name it */
  readonly deviceId: string;
  /** First position of the stretch */
  readonly beganAt: string;
  /** Last position of the stretch */
  readonly endedAt: string;
  /** How many the line has */
  readonly positions: number;
  /** Positions in Google's polyline encoding */
  readonly polyline: string;
}

/** An event that concerns you. `eventId` is the same wherever the event is read. */
export interface PersonEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** What happened */
  readonly type: EventType;
  /** `action`: it waits for something that you do; `information`: it says what became of something */
  readonly attention: Attention;
  /**
   * The event as you may see it; null if you were asked to approve the booking and are no more: it waits for you no
   * longer
   */
  readonly event: Event | null;
}

/** What an event asks of whoever gets it. */
export type Attention = Open<"action" | "information">;

/**
 * The answer to who begins to follow a traveller: how exactly they see them, where that was last, and how far along the
 * trip.
 */
export interface Followed {
  /** Always `following`, which sets it apart from its alternatives */
  readonly type: "following";
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** How exactly the reader may see the traveller */
  readonly level: SharingLevel;
  /** Where that was last; null if nobody knows */
  readonly position: LivePosition | null;
  /** How far along the trip; null if on none */
  readonly progress: TripProgress | null;
  /** The `id` of the message that this answers, over WebSocket */
  readonly id: string | null;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** A position as it may be shown: coordinates where the level is `exact`, else the places that the level names. */
export interface LivePosition {
  /** When the traveller was there */
  readonly at: string;
  /** How exactly it is shown */
  readonly level: SharingLevel;
  /** WGS 84 degrees, north */
  readonly latitude: number | null;
  /** WGS 84 degrees, east */
  readonly longitude: number | null;
  /** Radius within which it is */
  readonly accuracyMetres: number | null;
  /** Speed over ground */
  readonly speedMetresPerSecond: number | null;
  /** From true north, clockwise */
  readonly headingDegrees: number | null;
  /** Metres above the WGS 84 ellipsoid */
  readonly altitudeMetres: number | null;
  /** Charge of the device that reported it */
  readonly batteryPercent: number | null;
  /** Country and city, country alone, or ids of geofences, as the level has it */
  readonly places: readonly string[];
}

/** Positions of a traveller that have just come in, in order of time; later ones may be older. */
export interface LivePositions {
  /** Always `positions`, which sets it apart from its alternatives */
  readonly type: "positions";
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** The positions, the earliest first */
  readonly positions: readonly LivePosition[];
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/**
 * There is nothing more of a traveller for the connection to see, which need not unfollow: they withdrew their consent,
 * their trip is over, or the right to look has ended. It does not say which.
 */
export interface FollowingEnded {
  /** Always `following_ended`, which sets it apart from its alternatives */
  readonly type: "following_ended";
  /** Id of the person, the same wherever they are named */
  readonly userId: string;
  /** What is the matter, in a sentence for people; its wording may change */
  readonly detail: string;
  /** Name of `userId`; null if there is no employee record */
  readonly userName?: string | null;
}

/** A message as it was sent. */
export interface MessageStarted {
  /** Conversation to which it belongs */
  readonly conversationId: string;
  /** Id of the message, as paths name it */
  readonly messageId: string;
  /** Place in the conversation, from 1 */
  readonly number: number;
  /** When it was sent */
  readonly sentAt: string;
  /** What was asked, as it was sent */
  readonly message: string;
}

/** A quote that the answer rests on, under its number. */
export interface NumberedCitation {
  /** The policy document, or `travel-policy` for a clause of the travel policy */
  readonly documentId: string;
  /** Version of the document */
  readonly version: number;
  /** Title of the document */
  readonly title: string;
  /** Place of the section in the document, from 0 */
  readonly position: number;
  /** Number of the section, as printed */
  readonly number: string | null;
  /** Heading of the section that is quoted */
  readonly heading: string;
  /** Page that the quote begins on; null without pages */
  readonly page: number | null;
  /** Words of the section, letter by letter */
  readonly quote: string;
  /** Where it begins in the section's text, in code points */
  readonly start: number;
  /** Where it ends in the section's text, exclusive */
  readonly end: number;
  /** Number of the quote, by which paragraphs name it */
  readonly citation: number;
}

/** The end of an answer, and how it was made. */
export interface MessageCompleted {
  /** Conversation to which it belongs */
  readonly conversationId: string;
  /** Id of the message, as paths name it */
  readonly messageId: string;
  /** What came of the question */
  readonly outcome: AnswerOutcome;
  /** Who made the answer */
  readonly answeredBy: AnswererKind;
  /** How the answer was made, to be shown with it */
  readonly notice: string;
  /** What it took a language model; null without one */
  readonly usage: Usage | null;
}

/** One thing that happened to a version of a policy document. */
export interface PolicyDocumentEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the document, as paths name it */
  readonly documentId: string;
  /** Rises with every event of the document */
  readonly seq: number;
  /** What happened */
  readonly type: PolicyDocumentEventType;
  /** Version of the document, from 1 */
  readonly version: number;
  /** Status of the version after it */
  readonly status: PolicyDocumentStatus;
  /** When it was committed */
  readonly at: string;
  /** How far parsing has come */
  readonly progress: ParsingProgress;
  /** Why parsing failed; null if it did not */
  readonly failure: ParsingFailure | null;
}

/** Everything that can happen to a policy document. */
export type PolicyDocumentEventType = Open<"policy_document.created" | "policy_document.received" | "policy_document.parsing" | "policy_document.progressed" | "policy_document.parsed" | "policy_document.indexed" | "policy_document.failed" | "policy_document.deleted">;

/** One of several types, set apart by `preference`. */
export type Preference = MostStops | NoOvernight | CabinAsRequested | WithCarriers | WithoutCarriers | RefundableComponents | CheckedBags | SeatChoice | NearPlace;

/** One of several types, set apart by `preference`. */
export type PreferenceInput = MostStopsInput | NoOvernightInput | CabinAsRequestedInput | WithCarriersInput | WithoutCarriersInput | RefundableComponentsInput | CheckedBagsInput | SeatChoiceInput | NearPlaceInput;

/** One of several types, set apart by `kind`. */
export type OptionComponent = FlightOfferView | RailOfferView | StayOfferView | CarOfferView;

/** One of several types, set apart by `kind`. */
export type GeofenceShape = CircleShape | PolygonShape | CorridorShape | PlaceShape | RouteShape | TripShape;

/** One of several types, set apart by `kind`. */
export type GeofenceShapeInput = CircleShapeInput | PolygonShapeInput | CorridorShapeInput | PlaceShapeInput | RouteShapeInput | TripShapeInput;

/** One of several types, set apart by `kind`. */
export type GeofenceArea = CircleShape | CorridorShape;

/** One of several types, set apart by `rule`. */
export type PolicyRule = CabinByDuration | RailClassByDuration | FareCap | NightlyCap | TotalCap | BudgetAvailable | AdvanceBooking | PreferredCarriers | BarredCarriers | DestinationApproval | ShortRoute | Refundable | HotelStars | StayLength | HighestCarCategory | TravellingTogether | PurposeStated | OverlappingTrip;

/** One of several types, set apart by `rule`. */
export type PolicyRuleInput = CabinByDurationInput | RailClassByDurationInput | FareCapInput | NightlyCapInput | TotalCapInput | BudgetAvailableInput | AdvanceBookingInput | PreferredCarriersInput | BarredCarriersInput | DestinationApprovalInput | ShortRouteInput | RefundableInput | HotelStarsInput | StayLengthInput | HighestCarCategoryInput | TravellingTogetherInput | PurposeStatedInput | OverlappingTripInput;

/** One of several types, set apart by `type`. */
export type StretchGeometry = PointGeometry | PathGeometry | CutPathGeometry;

/** The trip request was accepted. */
export interface RequestedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.requested`, which sets it apart from its alternatives */
  readonly type: "booking.requested";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: RequestedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The clauses that apply were found. */
export interface PolicyRetrievedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.policy_retrieved`, which sets it apart from its alternatives */
  readonly type: "booking.policy_retrieved";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: PolicyRetrievedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Options were found and ranked. */
export interface OptionsPlannedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.options_planned`, which sets it apart from its alternatives */
  readonly type: "booking.options_planned";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: OptionsPlannedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Options were evaluated against the travel policy. */
export interface OptionsEvaluatedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.options_evaluated`, which sets it apart from its alternatives */
  readonly type: "booking.options_evaluated";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: OptionsEvaluatedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Waits for a selection. */
export interface AwaitingSelectionEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.awaiting_selection`, which sets it apart from its alternatives */
  readonly type: "booking.awaiting_selection";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: AwaitingSelectionData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** An option was selected. */
export interface SelectedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.selected`, which sets it apart from its alternatives */
  readonly type: "booking.selected";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: SelectedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The offers are held and the budget is reserved. */
export interface HeldEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.held`, which sets it apart from its alternatives */
  readonly type: "booking.held";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: TermsData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** An offer was sold out; options are searched again. */
export interface SoldOutEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.sold_out`, which sets it apart from its alternatives */
  readonly type: "booking.sold_out";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: PlannedAgainData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The price rose; options are searched again or approval is asked again. */
export interface PriceChangedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.price_changed`, which sets it apart from its alternatives */
  readonly type: "booking.price_changed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: PlannedAgainData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Waits for an approval. */
export interface AwaitingApprovalEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.awaiting_approval`, which sets it apart from its alternatives */
  readonly type: "booking.awaiting_approval";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: AwaitingApprovalData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** One of several approvers has decided. */
export interface ApprovalStepDecidedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_step_decided`, which sets it apart from its alternatives */
  readonly type: "booking.approval_step_decided";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalStepDecidedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Silent approvers were reminded. */
export interface ApprovalRemindedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_reminded`, which sets it apart from its alternatives */
  readonly type: "booking.approval_reminded";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalRemindedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A silent approver's turn passed to the next level. */
export interface ApprovalEscalatedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_escalated`, which sets it apart from its alternatives */
  readonly type: "booking.approval_escalated";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApproversChangedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Somebody else is asked, since an approver cannot decide any more. */
export interface ApprovalReassignedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_reassigned`, which sets it apart from its alternatives */
  readonly type: "booking.approval_reassigned";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApproversChangedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Nobody can decide as things stand. */
export interface ApprovalBlockedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_blocked`, which sets it apart from its alternatives */
  readonly type: "booking.approval_blocked";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalBlockedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Somebody can decide again. */
export interface ApprovalUnblockedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_unblocked`, which sets it apart from its alternatives */
  readonly type: "booking.approval_unblocked";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalUnblockedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Nobody decided before the deadline. */
export interface ApprovalExpiredEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_expired`, which sets it apart from its alternatives */
  readonly type: "booking.approval_expired";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalExpiredData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Approvers were notified; nobody has to decide. */
export interface ApproversNotifiedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approvers_notified`, which sets it apart from its alternatives */
  readonly type: "booking.approvers_notified";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApproversNotifiedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Approved. */
export interface ApprovedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approved`, which sets it apart from its alternatives */
  readonly type: "booking.approved";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalDecidedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** An approver declined. */
export interface ApprovalDeclinedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_declined`, which sets it apart from its alternatives */
  readonly type: "booking.approval_declined";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ApprovalDecidedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** An approver asked for a revision. */
export interface SentBackEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.sent_back`, which sets it apart from its alternatives */
  readonly type: "booking.sent_back";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ReturnedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The requester recalled it from its approver. */
export interface RecalledEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.recalled`, which sets it apart from its alternatives */
  readonly type: "booking.recalled";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ReturnedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** What was held is released, so that it can be revised. */
export interface ReopenedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.reopened`, which sets it apart from its alternatives */
  readonly type: "booking.reopened";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ReopenedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Waits for a revision. */
export interface AwaitingRevisionEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.awaiting_revision`, which sets it apart from its alternatives */
  readonly type: "booking.awaiting_revision";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: AwaitingRevisionData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The request was revised and is planned again. */
export interface RevisedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.revised`, which sets it apart from its alternatives */
  readonly type: "booking.revised";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: RevisedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A message about the booking was answered. */
export interface MessageAnsweredEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.message_answered`, which sets it apart from its alternatives */
  readonly type: "booking.message_answered";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: MessageAnsweredData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The approval is void: price, offers or policy changed. */
export interface ApprovalVoidedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.approval_voided`, which sets it apart from its alternatives */
  readonly type: "booking.approval_voided";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: TermsData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A party cancelled it before it was bought. */
export interface CancelRequestedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.cancel_requested`, which sets it apart from its alternatives */
  readonly type: "booking.cancel_requested";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: EventData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The price was confirmed before buying. */
export interface RepricedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.repriced`, which sets it apart from its alternatives */
  readonly type: "booking.repriced";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: TermsData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Every component is bought. */
export interface OrderedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.ordered`, which sets it apart from its alternatives */
  readonly type: "booking.ordered";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: OrderedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Booked: there is a trip. */
export interface BookedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.booked`, which sets it apart from its alternatives */
  readonly type: "booking.booked";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: BookedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Another system cannot be reached; it is tried again. */
export interface DelayedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.delayed`, which sets it apart from its alternatives */
  readonly type: "booking.delayed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: DelayedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A lost execution of the workflow was taken up again. */
export interface ResumedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.resumed`, which sets it apart from its alternatives */
  readonly type: "booking.resumed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ResumedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A change was confirmed and is being carried out. */
export interface ChangingEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.changing`, which sets it apart from its alternatives */
  readonly type: "booking.changing";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ChangingData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A change was carried out; there is a receipt. */
export interface ChangedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.changed`, which sets it apart from its alternatives */
  readonly type: "booking.changed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ReceiptData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A change waits for a supplier that cannot be reached. */
export interface ChangeWaitingEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.change_waiting`, which sets it apart from its alternatives */
  readonly type: "booking.change_waiting";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ReplacementData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A change was given up; everything stays booked. */
export interface ChangeAbandonedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.change_abandoned`, which sets it apart from its alternatives */
  readonly type: "booking.change_abandoned";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: ReplacementData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A supplier changed or cancelled a part. */
export interface SupplierChangedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.supplier_changed`, which sets it apart from its alternatives */
  readonly type: "booking.supplier_changed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: SupplierChangedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The supplier's change was accepted. */
export interface SupplierChangeAcceptedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.supplier_change_accepted`, which sets it apart from its alternatives */
  readonly type: "booking.supplier_change_accepted";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: SupplierChangeAnsweredData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** The supplier's change was declined. */
export interface SupplierChangeDeclinedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.supplier_change_declined`, which sets it apart from its alternatives */
  readonly type: "booking.supplier_change_declined";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: SupplierChangeAnsweredData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A travel manager dismissed a supplier's notice. */
export interface SupplierNoticeDismissedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.supplier_notice_dismissed`, which sets it apart from its alternatives */
  readonly type: "booking.supplier_notice_dismissed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: NoticeDismissedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** What was done is taken back. */
export interface CompensatingEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.compensating`, which sets it apart from its alternatives */
  readonly type: "booking.compensating";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: CompensatingData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Ended: declined. */
export interface DeclinedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.declined`, which sets it apart from its alternatives */
  readonly type: "booking.declined";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: EndedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Ended: a deadline passed. */
export interface ExpiredEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.expired`, which sets it apart from its alternatives */
  readonly type: "booking.expired";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: EndedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Ended: cancelled. */
export interface CancelledEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.cancelled`, which sets it apart from its alternatives */
  readonly type: "booking.cancelled";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: CancelledData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Ended: failed. */
export interface FailedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.failed`, which sets it apart from its alternatives */
  readonly type: "booking.failed";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: EndedData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** Taking back failed; it is retried. */
export interface CompensationRequiredEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.compensation_required`, which sets it apart from its alternatives */
  readonly type: "booking.compensation_required";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: CompensationRequiredData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** An operator had it retried. */
export interface CompensationRedrivenEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.compensation_redriven`, which sets it apart from its alternatives */
  readonly type: "booking.compensation_redriven";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: EventData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/** A person's data was removed from it. */
export interface AnonymisedEvent {
  /** Id of the event, the same wherever it is read */
  readonly eventId: string;
  /** Id of the booking, as paths name it */
  readonly bookingId: string;
  /** The booking's version after this event */
  readonly seq: number;
  /** Always `booking.anonymised`, which sets it apart from its alternatives */
  readonly type: "booking.anonymised";
  /** Status of the booking after it */
  readonly status: BookingStatus;
  /** When it was committed */
  readonly at: string;
  /** What it is about */
  readonly data: EventData;
  /** `userId` of the requester */
  readonly requesterId: string | null;
  /**
   * `userId` of each traveller with an account; of others than yourself only for the requester, travel managers and
   * webhooks
   */
  readonly travellerIds: readonly string[];
  /** Name of `requesterId`; null if there is no employee record */
  readonly requesterName?: string | null;
  /** Names of `travellerIds`, in the same order */
  readonly travellerNames?: readonly (string | null)[];
}

/**
 * One thing that happened; `eventId` is the same wherever the event is read.
 *
 * What `data` holds is set by its `type`; there may be more types.
 */
export type Event = RequestedEvent | PolicyRetrievedEvent | OptionsPlannedEvent | OptionsEvaluatedEvent | AwaitingSelectionEvent | SelectedEvent | HeldEvent | SoldOutEvent | PriceChangedEvent | AwaitingApprovalEvent | ApprovalStepDecidedEvent | ApprovalRemindedEvent | ApprovalEscalatedEvent | ApprovalReassignedEvent | ApprovalBlockedEvent | ApprovalUnblockedEvent | ApprovalExpiredEvent | ApproversNotifiedEvent | ApprovedEvent | ApprovalDeclinedEvent | SentBackEvent | RecalledEvent | ReopenedEvent | AwaitingRevisionEvent | RevisedEvent | MessageAnsweredEvent | ApprovalVoidedEvent | CancelRequestedEvent | RepricedEvent | OrderedEvent | BookedEvent | DelayedEvent | ResumedEvent | ChangingEvent | ChangedEvent | ChangeWaitingEvent | ChangeAbandonedEvent | SupplierChangedEvent | SupplierChangeAcceptedEvent | SupplierChangeDeclinedEvent | SupplierNoticeDismissedEvent | CompensatingEvent | DeclinedEvent | ExpiredEvent | CancelledEvent | FailedEvent | CompensationRequiredEvent | CompensationRedrivenEvent | AnonymisedEvent;

/** What a webhook is sent */
export interface EventMessage {
  /** What happened */
  readonly type: EventType;
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: Event;
}

/** What a webhook is sent */
export interface ExpiryNoticeMessage {
  /** What happened */
  readonly type: "document.expiring";
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: ExpiryNotice;
}

/** What a webhook is sent */
export interface BudgetReachedMessage {
  /** What happened */
  readonly type: "budget.threshold_reached";
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: BudgetReached;
}

/** What a webhook is sent */
export interface PolicyDocumentNoticeMessage {
  /** What happened */
  readonly type: "policy_document.parsed" | "policy_document.failed";
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: PolicyDocumentNotice;
}

/** What a webhook is sent */
export interface TrackingEventMessage {
  /** What happened */
  readonly type: TrackingEventType;
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: TrackingEvent;
}

/** What a webhook is sent */
export interface DisabledNoticeMessage {
  /** What happened */
  readonly type: "webhook.disabled";
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: DisabledNotice;
}

/** What a webhook is sent */
export interface PingNoticeMessage {
  /** What happened */
  readonly type: "webhook.ping";
  /** When it happened */
  readonly timestamp: string;
  /** What it is about, as of then */
  readonly data: PingNotice;
}
