from click.testing import CliRunner

from stepwell.sealing import keys
from stepwell.sealing.commands import seal


def test_a_new_key_comes_first_and_the_old_one_stays(key_file, db):
    before = keys.keyring().keys
    answer = CliRunner().invoke(seal, ["new-key"])
    assert answer.exit_code == 0, answer.output
    after = keys.keyring()
    assert len(after.keys) == 2
    assert set(before) < set(after.keys)
    assert after.newest not in before
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_sealing_again_says_how_many(key_file, db):
    answer = CliRunner().invoke(seal, ["again"])
    assert answer.output == "0 rows sealed again.\n"
