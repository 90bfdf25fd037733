"""What modules, settings and packages of the engine are called today, by their names in older versions."""

SETTINGS = {"PRESS": "BUILD"}  # settings of older versions by their names today
STAYED = (
    "faults fields href lock mistakes plain_yaml published settings_file shape sources "
    "withdrawals yaml_lines yaml_text yaml_values"
)
# Where modules lie now: {package: "name old:new …"}
PACKAGES = {
    "plugins.intray": "taking:handle_drop",
    "plugins.assets": "physical:physical_properties",
    "plugins.backup": "forgetting:purge making:create restoring:restore taking:collect",
    "plugins.check": (
        "beside:file_findings ground:context look:one_text page:stand_in records:cache "
        "signs:markdown_findings together:all_texts told:report units:texts words:word_findings"
    ),
    "plugins.core": "program:program_identity typed:make_variables work:build_times",
    "plugins.desk": "package:document_archive",
    "plugins.map": "facts:unit_details map:theme_values survey:load_map",
    "plugins.portal": "portal:theme_values",
    "plugins.preview": "notice:server_pages own_names:allowed_hosts views:views_service",
    "plugins.publish": (
        "built:build_process carry:carry_over cleaned:without_withdrawn links:dead_links memory:result_cache"
    ),
    "plugins.publish.checks": (
        "drawing:svg editors:verify facts:findings markup nesting:markup other:other_files page "
        "photo:other_files plain_html study:inspect_files verify"
    ),
    "plugins.publish.redirects": (
        "answers lasting:permanence moved old_address old_addresses:matching oldmap:redirect_maps "
        "renamed taken_down"
    ),
    "plugins.publish.releases": (
        "fronts:front_notices last:current manifest packing:compress passing:minor_changes "
        "release:folder reuse:folder shelf:release_list stamps summary tree written:summary"
    ),
    "plugins.publish.server": "config headers",
    "plugins.publish.targets": (
        "bucket:s3 bucket_state:s3_state certificate:http_check check:http_check evidence hold "
        "host:ssh line:ssh_lock local places:place readers:readable refusal:ssh_refusal "
        "seen:reader_check sent:last_sent storage:s3_client switch turn:publish_lock untouched"
    ),
    "plugins.search": "places:other_documents store:cache",
    "plugins.status": "telling:notify",
    "plugins.story": (
        "doubts:paste_checks elsewhere:known_addresses flat:plain_body gather:markdown_extension "
        "kept:story_cache named:find_story raised:superscripts reading:parallel_reading "
        "source:markdown_source unread:unread_files"
    ),
    "plugins.vietnamese": "breaking:line_breaks foreign:lookalikes",
    "plugins.views": "parser:arguments views:theme_values",
    "plugins.views.service": (
        "answer app batch counting crowd manifest:story_list memory metrics:app numbers popular "
        "request robot:request serve shared_memory"
    ),
    "plugins.views.storage": (
        "acknowledged:low_watermark backup correction database examination:integrity identity in_use "
        "postgres pruning schema sqlite store"
    ),
    "plugins.weather": "facts:values memory:http_cache telling:display weather:theme_values",
}
# Plugins whose settings were once called `Settings` alike, in a file of their own or in the plugin itself.
WITH_SETTINGS = "backup build check gallery map portal publish search status story views weather"
WITH_SETTINGS_INSIDE = "archive assets front"
MODULES = (
    {
        f"{'.'.join(package.split('.')[:2])}.{name.partition(':')[0]}": f"{package}.{name.rpartition(':')[2]}"
        for package, names in PACKAGES.items()
        for name in names.split()
    }
    | {
        f"plugins.{word}.settings.Settings": f"plugins.{word}.settings.{word.title()}Settings"
        for word in WITH_SETTINGS.split()
    }
    | {
        f"plugins.{word}.Settings": f"plugins.{word}.{word.title()}Settings"
        for word in WITH_SETTINGS_INSIDE.split()
    }
    | {f"plugins.{name}": f"plugins.core.{name}" for name in STAYED.split()}
    | {
        "plugins.program": "plugins.core.program_identity",
        "plugins.cores": "plugins.core.processes",
        "plugins.kept": "plugins.core.json_records",
        "plugins.seam": "plugins.core.schema",
        "plugins.storing": "plugins.core.files",
    }
    | {
        "plugins.publish.typed": "plugins.core.make_variables",
        "plugins.preview.address": "plugins.core.site_file",
        "plugins.preview.media_types": "plugins.core.media_types",
        "plugins.preview.ranges": "plugins.core.ranges",
    }
    | {
        f"plugins.press.{name}": f"plugins.build.{name}"
        for name in "closure digest feeds once printed reads settings sitemap templates writer".split()
    }
    | {
        "plugins.press": "plugins.build",
        "plugins.desk.building": "plugins.build.run",
        "plugins.desk.output": "plugins.build.output",
        "plugins.desk.own_code": "plugins.build.own_code",
        "plugins.desk.plain": "plugins.build.plain_settings",
        "plugins.desk.settings": "plugins.build.read_settings",
    }
    | {
        "plugins.gallery.options": "plugins.gallery.settings",
        "plugins.gallery.sheet": "plugins.gallery.page_photos",
        "plugins.gallery.store": "plugins.gallery.cache",
        "plugins.gallery.card": "plugins.gallery.share_card",
        "plugins.gallery.rows": "plugins.gallery.photo",
        "plugins.gallery.shape": "plugins.gallery.photo",
        "plugins.gallery.tone": "plugins.gallery.render",
        "plugins.gallery.placeholder": "plugins.gallery.render",
        "plugins.gallery.colour": "plugins.gallery.decode",
        "plugins.gallery.progress": "plugins.gallery.pipeline",
        "plugins.gallery.png": "plugins.gallery.share_card",
        "plugins.gallery.photo.SHAPES": "plugins.gallery.photo.ASPECTS",
        "plugins.gallery.photo.shape_of": "plugins.gallery.photo.aspect_of",
        "plugins.gallery.placeholder.TONES": "plugins.gallery.render.COLOURS",
        "plugins.core.addresses.TREE": "plugins.core.addresses.SITEMAP_PAGE",
    }
)
# What plugins once laid down for each other among the settings is the Build's (core/build.py).
BUILDS = {
    "EMPTY_LISTS": "empty_lists",
    "FULL": "full",
    "GALLERY_SESSION": "photos",
    "MISTAKES": "mistakes",
    "PRESS_ENVIRONMENT": "environment",
    "PRESS_WRITER": "writer",
    "PRINTED": "printed",
    "SOURCES": "sources",
    "TOKENS": "tokens",
}
