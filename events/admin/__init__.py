from events.admin import event, merging, organisations, participation, people, places

__all__ = ["event", "merging", "organisations", "participation", "people", "places"]
