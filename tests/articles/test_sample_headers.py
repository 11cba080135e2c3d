from datetime import date
from importlib import resources

from allegiance.articles import read_paths
from allegiance.records import Article, Problem


def test_the_sample_corpus_is_read_without_a_problem_and_with_its_outlets() -> None:
    with resources.as_file(resources.files("allegiance") / "sample") as sample:
        folders = sorted(story for story in sample.iterdir() if story.is_dir())
        read = list(read_paths(folders, today=date(2026, 1, 1)))
    articles = [item for item in read if isinstance(item, Article)]
    assert not [item for item in read if isinstance(item, Problem)]
    assert len(articles) >= 45
    assert all(article.outlet and article.published and article.title for article in articles)
    assert not any(article.text.startswith("Title:") for article in articles)
