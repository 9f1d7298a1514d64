from events.admin import event, merges, organisations, participation, people, places

__all__ = ["event", "merges", "organisations", "participation", "people", "places"]
