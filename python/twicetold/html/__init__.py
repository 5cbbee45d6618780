"""Results as HTML: for notebooks, and the review page. No script (but that of the page), no request, all escaped."""
