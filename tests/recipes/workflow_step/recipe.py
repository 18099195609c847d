"""A step of the workflow: one between retrieving the policy and planning, which only looks."""

from tests.recipes.recipe import Added, Edited, Recipe, Written

_WIRING = "tests/test_wiring.py"
_CODE = '''"""A look at the booking before anything is planned."""

from chalicelib.services.bookings.steps import StepResult, result, run_step


def inspect_booking(booking_id: str) -> StepResult:
    """Look at the booking."""
    return run_step(booking_id, lambda booking: result(booking, "ready"))
'''
_HANDLER = """@app.lambda_function(name="step_inspect")
def step_inspect(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.inspect(event)


"""
_WORKER = """def inspect(event: dict[str, Any]) -> dict[str, Any]:
    return run(inspect_booking, event)


"""
_SETTINGS = (
    '        "step_inspect": {"iam_policy_file": "policies/%s/step_inspect.json", '
    '"lambda_memory_size": 512, "lambda_timeout": 30},\n'
)
_CONFIGURED = f"{_WIRING}::test_every_function_has_policy_memory_and_timeout_on_every_stage"

RECIPE = Recipe(
    "A workflow step",
    (
        Added(
            "chalicelib/services/booking_workflow/inspection.py",
            _CODE,
            "tests/test_delegates.py::test_what_a_handler_calls_is_there",
        ),
        Edited(
            "chalicelib/workers/booking_steps.py",
            "from chalicelib.services.bookings.steps",
            "from chalicelib.services.booking_workflow.inspection import inspect_booking\n",
            "tests/test_delegates.py::test_what_a_handler_calls_is_there",
        ),
        Edited(
            "chalicelib/workers/booking_steps.py",
            "def plan(",
            _WORKER,
            "tests/test_delegates.py::test_what_a_handler_calls_is_there",
        ),
        Edited(
            "app.py",
            '@app.lambda_function(name="step_plan")',
            _HANDLER,
            f"{_WIRING}::test_the_workflow_calls_the_steps_of_the_app_and_all_of_them",
        ),
        Edited(
            "infra/booking_workflow.py",
            '    "Retrieved": ',
            '    "Inspect": step("step_inspect", "Look at the booking.", "Retrieved"),\n',
            f"{_WIRING}::test_the_workflow_calls_the_steps_of_the_app_and_all_of_them",
        ),
        Edited(
            "chalicelib/domain/authorization/operations.py",
            '    "step_escalate": None,',
            '    "step_inspect": None,\n',
            "tests/unit/api/test_rights.py::test_every_step_of_the_workflow_names_what_it_asks",
        ),
        Edited(
            "infra/policies.py",
            '    "step_plan": ',
            '    "step_inspect": CHANGE,\n',
            f"{_WIRING}::test_the_workflow_may_invoke_the_steps_and_nothing_else",
        ),
        Written(
            "tests/golden/policies-prod.json",
            "infra.policy_files",
            f"{_WIRING}::test_the_rights_that_reviewers_read_are_those_of_the_table_and_of_app",
        ),
        *(
            Edited(
                ".chalice/config.json",
                f'        "step_plan": {{"iam_policy_file": "policies/{stage}/',
                _SETTINGS % stage,
                _CONFIGURED,
            )
            for stage in ("local", "dev", "staging", "prod")
        ),
        Edited(
            "infra/service.yaml",
            "  StepPlan: ",
            '  StepInspect: {Properties: {FunctionName: !Sub "sojourn-${Stage}-step_inspect"}}\n',
            f"{_WIRING}::test_every_function_has_its_fixed_name_in_the_template",
        ),
        Edited(
            "docs/booking.md",
            "| plan |",
            "| inspect | looks at the booking | `services/booking_workflow/inspection.py` |\n",
            "tests/test_delegates.py::test_every_step_of_the_workflow_has_a_row_in_the_guide",
        ),
    ),
)
