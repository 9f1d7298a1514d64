"""Illustrations drawn by code: every picture of the demo, by three hands.

The first paints landscapes and things in one set of colours: `mountains`, `fields`, `waters`, `routes` with
their `freight`, `energy`, `lights`, `towns`, `rooms`, `ornament`. The second prints `places` with few inks.
The third cuts `portraits`. Then come `logos` of organisations.
"""

from functools import partial

from PIL import Image

from carec_site.demo.drawing.canvas import WIDTH, Canvas
from carec_site.demo.pictures import (
    energy,
    fields,
    lights,
    logos,
    mountains,
    ornament,
    places,
    portraits,
    rooms,
    routes,
    towns,
    waters,
)

PICTURES = {
    function.__name__.replace("_", "-"): function
    for function in (
        mountains.mountain_dawn,
        mountains.glacier_lake,
        mountains.mountain_road,
        mountains.yurts_under_stars,
        mountains.desert_dunes,
        fields.steppe_sun,
        fields.tulip_field,
        fields.terraced_fields,
        fields.fields_from_above,
        waters.river_delta,
        waters.reservoir,
        waters.caspian_port,
        routes.railway_horizon,
        routes.containers,
        routes.market,
        energy.wind_turbines,
        energy.solar_panels,
        lights.light_lines,
        lights.network,
        towns.city_domes,
        towns.winter_air,
        towns.arch_view,
        rooms.bookshelves,
        rooms.conference_table,
        ornament.star_tiles,
        ornament.ikat,
        places.lecture_hall,
        places.rail_yard,
        places.evening_city,
        places.border_post,
        places.power_lines,
        places.old_academy,
        logos.star_mark,
        logos.peak_mark,
        logos.wave_mark,
        logos.sun_mark,
        logos.road_mark,
    )
} | {f"portrait-{name}": partial(portraits.portrait, look=look) for name, look in portraits.LOOKS.items()}


def draw(name: str, width: int = WIDTH) -> Image.Image:
    """The picture of that name, in RGB, always the same; its height is five eighths of its width."""
    canvas = Canvas(name, width)
    PICTURES[name](canvas)
    return canvas.finished()
