"""A supplier: a second hotel chain, as invented as the first."""

from tests.recipes.recipe import Added, Edited, Recipe

_WIRED = "tests/unit/gateways/test_supplier_wiring.py"
_CODE = '''"""A chain of hotels."""

from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox

SUPPLIER = "chain"


class Chain(Sandbox):
    """Keeps the protocol of whoever sells stays."""
'''
_LOADED = """@cache
def _load_chain() -> StaySupplier:
    from chalicelib.gateways.suppliers.chain.supplier import Chain

    return Chain()


"""

RECIPE = Recipe(
    "A supplier",
    (
        Added(
            "chalicelib/gateways/suppliers/chain/__init__.py",
            '"""A chain of hotels."""\n',
            "tests/test_packages.py::test_every_package_says_what_lives_there",
        ),
        Added(
            "chalicelib/gateways/suppliers/chain/supplier.py",
            _CODE,
            f"{_WIRED}::test_every_supplier_is_loaded_from_a_room_of_its_own",
        ),
        Edited(
            "chalicelib/gateways/suppliers/registry.py",
            "# By the name that",
            _LOADED,
            "tests/unit/gateways/suppliers/test_registry.py::test_settings_and_registry_know_the_same_suppliers_of_each_kind",
        ),
        Edited(
            "chalicelib/gateways/suppliers/registry.py",
            '\n\n@overload\ndef for_component(kind: Literal["flight"])',
            'STAY_SUPPLIERS = {**STAY_SUPPLIERS, "chain": _load_chain}\n',
            "tests/unit/gateways/suppliers/test_registry.py::test_settings_and_registry_know_the_same_suppliers_of_each_kind",
        ),
        Edited(
            "chalicelib/gateways/suppliers/registry.py",
            '\n\n@overload\ndef for_component(kind: Literal["flight"])',
            'SOLD_CURRENCIES = {**SOLD_CURRENCIES, "chain": _list_sandbox_currencies}\n',
            "tests/unit/gateways/suppliers/test_registry.py::test_every_supplier_says_in_which_currencies_it_sells",
        ),
        Edited(
            "chalicelib/gateways/suppliers/registry.py",
            '\n\n@overload\ndef for_component(kind: Literal["flight"])',
            'SALE_LIMITS = {**SALE_LIMITS, "chain": _load_sandbox_limits}\n',
            "tests/unit/gateways/suppliers/test_registry.py::test_every_supplier_says_how_much_it_sells",
        ),
        Edited(
            "chalicelib/settings.py",
            "\n# What Chalice calls",
            'SUPPLIERS = {**SUPPLIERS, "stay": ("sandbox", "chain")}\n',
            "tests/unit/gateways/suppliers/test_registry.py::test_settings_and_registry_know_the_same_suppliers_of_each_kind",
        ),
        Edited(
            "docs/suppliers.md",
            "## The sandbox",
            "`chain` sells the rooms of one chain of hotels.\n\n",
            f"{_WIRED}::test_every_supplier_is_named_in_the_guide",
        ),
    ),
)
