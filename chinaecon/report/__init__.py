"""The pictures of a report: described in charts.toml, drawn again when their numbers change."""
