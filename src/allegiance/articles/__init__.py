"""Files, folders, feeds and web pages in; clean Article records out.

A text file may begin with a header block, which ends at the first empty line; what follows is the text::

    Title: Kazakhstan will not recognise the two regions
    Date: 2022-04-05
    Outlet: Example Courier
    Language: en
    Translated from: de
    URL: https://courier.example/1

    The foreign minister said ...
"""

from allegiance.articles.collect import collect
from allegiance.articles.fetch import FetchSettings
from allegiance.articles.files import read_new, read_paths
from allegiance.articles.furniture import agency, furniture
from allegiance.articles.limits import Limits

__all__ = ["FetchSettings", "Limits", "agency", "collect", "furniture", "read_new", "read_paths"]
