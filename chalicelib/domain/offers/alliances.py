"""Which airline belongs to which alliance: full members in 2026, as oneworld, SkyTeam and Star Alliance list them on
their own pages. A carrier that only feeds a member, or whose membership rests, is none."""

from collections.abc import Mapping

from chalicelib.domain.trip_requests.preferences import Alliance

_MEMBERS = {
    Alliance.ONEWORLD: "AA AS AT AY BA CX FJ HA IB JL MH QF QR RJ UL WY",
    Alliance.SKYTEAM: "AF AM AR CI DL GA KE KL KQ ME MF MU RO SK SV UX VN VS",
    Alliance.STAR_ALLIANCE: "A3 AC AI AV AZ BR CA CM ET LH LO LX MS NH NZ OS OU OZ SA SN SQ TG TK TP UA ZH",
}
_ALLIANCES: Mapping[str, Alliance] = {
    designator: alliance for alliance, members in _MEMBERS.items() for designator in members.split()
}


def alliance_of(designator: str) -> Alliance | None:
    """Return the alliance that the airline with this IATA designator is a member of; None when it is of none."""
    return _ALLIANCES.get(designator)
