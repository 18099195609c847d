"""Every fault, and everything else that happens: to import a module of them is to have them listed."""

from tests.alarms import faults_of_bookings, faults_of_queues, faults_of_requests, faults_of_schedules
from tests.alarms.faults import FAULTS
from tests.alarms.scenes import SCENES

MODULES = (faults_of_bookings, faults_of_queues, faults_of_requests, faults_of_schedules)

__all__ = ["FAULTS", "MODULES", "SCENES"]
