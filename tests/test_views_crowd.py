"""A ceiling of browsers in one network: a program of a thousand names is not a thousand readers."""

from plugins.views.service.crowd import Crowd
from plugins.views.service.request import Reader, network_of
from tests.views import AGENT, IDS, service


def told_apart(crowd: Crowd, network: str, agents) -> int:
    return len({crowd.reader(Reader(network, agent)) for agent in agents})


def test_beyond_the_ceiling_all_of_a_network_are_one():
    crowd = Crowd(5, 1_800, 1_000, lambda: 100.0)
    names = [f"máy {n}" for n in range(50)]
    assert told_apart(crowd, "203.0.113.7", names) == 6
    assert told_apart(crowd, "203.0.113.7", names[:5]) == 5, "who was known stays known"
    assert told_apart(crowd, "203.0.113.8", names[:5]) == 5, "another network has room of its own"
    assert crowd.reader(Reader("203.0.113.7", "máy 40")) == Reader("203.0.113.7", "")


def test_a_window_later_there_is_room_again():
    now = [100.0]
    crowd = Crowd(2, 60, 1_000, lambda: now[0])
    assert told_apart(crowd, "a", "xyz") == 3
    now[0] += 60
    assert crowd.reader(Reader("a", "z")).agent == "z"
    now[0] -= 1_000  # a clock that was set back
    assert told_apart(crowd, "a", "uvw") == 3


def test_memory_has_an_end():
    crowd = Crowd(10, 1_800, 100, lambda: 100.0)
    for number in range(1_000):
        crowd.reader(Reader(str(number), "máy"))
    assert len(crowd._networks) <= 100


def test_the_service_counts_a_household_of_many_names_up_to_the_ceiling(tmp_path):
    with service(tmp_path, agents=20) as running:
        for number in range(60):
            address = f"2001:db8:1:2::{number:x}"
            assert network_of(address) == "2001:db8:1:2::"
            answer = running.view(IDS[1], x_real_ip=address, user_agent=f"{AGENT} {number}")
            assert answer.status == 200
        assert answer.json == {"views": 21}
        assert running.view(IDS[1], x_real_ip="2001:db8:1:3::1", user_agent=AGENT).json == {"views": 22}
